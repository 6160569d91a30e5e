import Commands
import Drivers

ThisProcess.openStandardStreams()
ThisProcess.shareHeap()
ThisProcess.exit(await Entry.main(Array(CommandLine.arguments.dropFirst())))

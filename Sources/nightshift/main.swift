import Commands
import Drivers

ThisProcess.openStandardStreams()
ThisProcess.exit(await Entry.main(Array(CommandLine.arguments.dropFirst())))

import Commands
import Drivers

ThisProcess.exit(await Entry.main(Array(CommandLine.arguments.dropFirst())))

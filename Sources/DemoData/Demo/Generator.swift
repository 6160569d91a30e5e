import Drivers
import Kernel

/// Makes a demo on disk: spool, SQL, ledger and canaries, from the settings alone.
struct Generator {
  struct Summary: Equatable, Sendable {
    var events = 0
    var objects = 0
    var bytes = 0
  }

  let settings: DemoSettings
  let folder: DemoFolder

  /// - Returns: nil when the same demo lies there already and nothing was done.
  /// - Throws: `NS3902` when another demo lies there.
  func run() throws -> Summary? {
    if let present = try folder.settings() {
      if present == settings { return nil }
      throw Failure(
        3902,
        "\(folder.path) holds another demo: \(present.days) days from \(present.from), seed \(present.seed), scale \(present.scale), \(present.wire.rawValue)",
        hint: "remove the folder or give another --out")
    }
    // What an interrupted generation left.
    try Files.remove(folder.spool)
    try Files.remove(folder.shop)
    try Files.makeDirectory(folder.spool)
    try Files.makeDirectory(folder.shop)

    let plan = DefectPlan(settings)
    let ledger = Ledger()
    let spool = SpoolWriter(root: folder.spool)
    let stream = DeliveryStream(seed: settings.seed) { try spool.write($0, $1, modified: $2) }
    let sink = EventSink(settings, plan: plan, ledger: ledger, stream: stream)
    let scripts = ShopScripts(directory: folder.shop)
    let simulation = Simulation(settings, plan: plan, sink: sink, ledger: ledger) { try scripts.writeDay($0, $1) }
    let registeredBefore = simulation.customers.count
    try scripts.writeOpening(simulation.customers, simulation.warehouse)
    try simulation.run()

    try Files.write(Array(try SortedJSON.encode(ledger.document(plan, volumes: sink.volumes), .page).utf8), to: folder.planted)
    let canaries = Canaries(simulation.customers, registeredBefore: registeredBefore)
    try Files.write(canaries.values.map { "\($0)\n" }.joined().utf8, to: folder.canaries)
    try Files.write(Array(try SortedJSON.encode(settings, .page).utf8), to: folder.settingsFile)
    return Summary(events: sink.volumes.values.reduce(0, +), objects: spool.objects, bytes: spool.bytes)
  }
}

import Kernel

/// The shop's life from the first midnight to the last: whatever happens changes rows and raises events at the same moment.
///
/// Memory holds the open carts and orders, one day's changed rows and a few bytes per customer; it does not grow with the number of days.
final class Simulation {
  enum Action {
    case hour
    case visit(Visit)
    case order(Order)
    case routine(Routine)
    case restock(Int)
    case plant(RowDefect)
  }

  let settings: DemoSettings
  let plan: DefectPlan
  let season: Season
  let sink: EventSink
  let ledger: Ledger
  private let writeDay: (LogicalDate, DayChanges) throws -> Void

  var customers: Customers
  var warehouse: Warehouse
  var agenda = Agenda<Action>()
  var now: Instant

  /// Of a visit, its number; of an order's line, the key of its row.
  var visits = 0
  var nextItemID = 1
  var lastTransaction = 0
  var ordersToSpoil = 0
  private var visitCarry = 0.0
  private var touchedOrders: [Order] = []
  private var orphanItems: [DayChanges.OrphanItem] = []
  private var orphanPayments: [DayChanges.OrphanPayment] = []

  init(
    _ settings: DemoSettings, plan: DefectPlan, sink: EventSink, ledger: Ledger,
    writeDay: @escaping (LogicalDate, DayChanges) throws -> Void
  ) {
    self.settings = settings
    self.plan = plan
    self.sink = sink
    self.ledger = ledger
    self.writeDay = writeDay
    season = Season(settings: settings, lowVolume: plan.lowVolume)
    now = settings.from.start
    customers = Customers(seed: settings.seed, scale: settings.scale, opening: now)
    warehouse = Warehouse(seed: settings.seed, scale: settings.scale, opening: now, silentDays: plan.staleDays)
  }

  func run() throws {
    for hour in 0..<settings.days * 24 { agenda.add(.hour, at: settings.from.start.adding(seconds: hour * 3600)) }
    for (time, defect) in plan.rows { agenda.add(.plant(defect), at: time) }
    for day in 0..<settings.days {
      let date = settings.from.adding(days: day)
      while let time = agenda.nextTime, time < date.interval.end, let (_, action) = agenda.removeNext() {
        now = time
        try sink.advance(to: now)
        try act(action)
      }
      try closeDay(date)
    }
    try sink.finish()
  }

  /// Enters `action` for `delay` microseconds from now, or for the time after the outage.
  func schedule(_ action: Action, after delay: Int) {
    agenda.add(action, at: plan.outsideOutage(Instant(microseconds: now.microseconds + delay)))
  }

  /// Raises an event now, or a little later within the same action.
  func emit(_ draft: EventDraft, after microseconds: Int = 0) throws {
    try sink.emit(draft, at: Instant(microseconds: now.microseconds + microseconds))
  }

  func touch(_ order: Order) {
    order.updated = now
    if !order.isTouched {
      order.isTouched = true
      touchedOrders.append(order)
    }
  }

  private func act(_ action: Action) throws {
    switch action {
    case .hour: planHour()
    case .visit(let visit): try go(on: visit)
    case .order(let order): try go(on: order)
    case .routine(let routine): try perform(routine)
    case .restock(let product): try restock(product)
    case .plant(let defect): plant(defect)
    }
  }

  /// Enters the visits and the routine work of the hour that begins now. Visits are spread evenly with jitter, not drawn from a
  /// Poisson process, so that the days' totals are calm and a planted drop stands out.
  private func planHour() {
    let hour = (now.microseconds - LogicalDate(containing: now).start.microseconds) / 3_600_000_000
    var dice = Dice(seed: settings.seed, "hour", now.seconds / 3600)
    visitCarry += season.visits(from: now)
    let count = Int(visitCarry)
    visitCarry -= Double(count)
    for index in 0..<count {
      let slot = 3_600_000_000 / count
      let start = Instant(microseconds: now.microseconds + index * slot + dice.int(0..<slot))
      visits += 1
      guard !plan.isOutage(start) else { continue }
      var picker = Dice(seed: settings.seed, "visitor", visits)
      guard let customer = freeCustomer(&picker) else { continue }
      customers.note(customer) { $0.isBusy = true }
      let visit = Visit(number: visits, seed: settings.seed, customer: customer, customerID: customers.id(customer))
      agenda.add(.visit(visit), at: start)
    }
    for routine in Routine.due(inHour: hour) {
      for _ in 0..<max(1, Int(settings.scale)) { schedule(.routine(routine), after: dice.seconds(0, 3599)) }
    }
  }

  private func freeCustomer(_ dice: inout Dice) -> Int? {
    for _ in 0..<8 {
      let number = dice.int(0..<customers.count)
      if !customers[number].isBusy, !customers[number].isSuspended { return number }
    }
    return nil
  }

  private func plant(_ defect: RowDefect) {
    var dice = Dice(seed: settings.seed, "planted row", now.seconds)
    let date = LogicalDate(containing: now)
    switch defect {
    case .orderTotal: ordersToSpoil += 1
    case .orphanItem:
      let product = dice.int(0..<Product.range.count)
      let item = DayChanges.OrphanItem(
        orderID: dice.uuid(),
        line: OrderLine(index: product, quantity: dice.int(1..<4), price: warehouse[product].price, itemID: nextItemID))
      nextItemID += 1
      orphanItems.append(item)
      ledger.add(.orphanItem, on: date, id: String(item.line.itemID))
    case .orphanPayment:
      let payment = DayChanges.OrphanPayment(
        payment: Payment(
          id: dice.uuid(), method: "CREDIT_CARD", created: now, updated: now, status: .completed,
          transactionID: nextTransaction("CREDIT_CARD")),
        orderID: dice.uuid(), amount: dice.int(300..<6000))
      orphanPayments.append(payment)
      ledger.add(.orphanPayment, on: date, id: payment.payment.id)
    }
  }

  private func closeDay(_ date: LogicalDate) throws {
    let touchedCustomers = customers.takeTouched()
    let touched = warehouse.takeTouched()
    try writeDay(
      date,
      DayChanges(
        customers: touchedCustomers, book: customers, stocks: touched.stocks, prices: touched.prices, warehouse: warehouse,
        orders: touchedOrders,
        orphanItems: orphanItems, orphanPayments: orphanPayments))
    for order in touchedOrders {
      order.isTouched = false
      order.isNew = false
    }
    touchedOrders.removeAll(keepingCapacity: true)
    orphanItems.removeAll()
    orphanPayments.removeAll()
  }
}

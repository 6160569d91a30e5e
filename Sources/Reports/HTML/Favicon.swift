/// The tab's icon: a dot in the colour of the verdict, as a data address.
enum Favicon {
  static func of(_ tone: String) -> String {
    let colour = ["ok": "0b5cad", "warn": "b26a00", "bad": "b3261e"][tone] ?? "6b7280"
    return
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23\(colour)'/%3E%3C/svg%3E"
  }
}

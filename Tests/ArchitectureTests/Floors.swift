/// The floors of the house. A target imports only floors below its own.
enum Floors {
  static let number: [String: Int] = [
    "CLibPQ": 0, "CZlib": 0, "CLibCrypto": 0, "CYAML": 0, "CLinux": 0, "Kernel": 1, "Drivers": 2, "Lake": 3, "Catalog": 3, "Scoring": 3,
    "Engines": 3,
    "Pipeline": 3,
    "State": 3, "JobKit": 4, "Jobs": 5, "Runner": 5, "Reports": 5, "Commands": 6, "nightshift": 7,
    // Beside the house: they stand on the drivers.
    "DemoData": 3, "TestSupport": 3,
  ]

  /// Packages and C modules, with the only targets that may import each.
  static let reserved: [String: Set<String>] = [
    "CLibPQ": ["Drivers"], "CZlib": ["Drivers"], "CLibCrypto": ["Drivers"], "CYAML": ["Drivers"], "CLinux": ["Drivers"],
    "GRDB": ["State"], "GRDBSQLite": ["State"], "Mustache": ["Reports"], "ArgumentParser": ["Commands", "DemoData"],
    // Calls to the operating system; single functions of arithmetic are anybody's.
    "Glibc": ["Drivers", "TestSupport"],
  ]

  static let arithmetic: Set<String> = ["sqrt", "log", "exp", "pow", "log2", "log10", "log1p", "expm1", "floor", "ceil"]

  /// Parts of the language.
  static let language: Set<String> = ["FoundationEssentials", "Synchronization", "Dispatch"]
}

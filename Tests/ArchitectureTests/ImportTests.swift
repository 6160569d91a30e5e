import Testing

@Suite struct ImportTests {
  @Test func thereIsSomethingToLookAt() {
    #expect(Repository.sources.count > 50)
    #expect(Repository.sources.contains { $0.imports.contains { $0.module == "Kernel" } })
    #expect(Set(Repository.sources.map(\.target)).subtracting(Floors.number.keys) == [])
    #expect(PackageManifest.dependencies["State"] == ["Kernel", "Drivers", "GRDB", "GRDBSQLite"])
  }

  @Test func sourcesImportOnlyFloorsBelow() {
    for file in Repository.sources {
      for (module, name) in file.imports {
        if let owners = Floors.reserved[module] {
          let isArithmetic = module == "Glibc" && name.map(Floors.arithmetic.contains) == true
          #expect(owners.contains(file.target) || isArithmetic, "\(file.path) imports \(module), which belongs to \(owners.sorted())")
        } else if let floor = Floors.number[module] {
          #expect(floor < Floors.number[file.target, default: 0], "\(file.path) imports \(module), which is not below it")
        } else {
          #expect(Floors.language.contains(module), "\(file.path) imports \(module)")
        }
      }
    }
  }

  @Test func everyTargetDeclaresWhatItImports() throws {
    for file in Repository.sources + Repository.tests {
      let declared = try #require(PackageManifest.dependencies[file.target], "\(file.target) is not in Package.swift")
      for (module, _) in file.imports where module != "Glibc" && (Floors.number[module] != nil || Floors.reserved[module] != nil) {
        #expect(declared.contains(module), "\(file.path) imports \(module), which \(file.target) does not declare")
      }
    }
  }

  @Test func targetsDeclareOnlyFloorsBelow() {
    for (target, dependencies) in PackageManifest.dependencies {
      guard let floor = Floors.number[target] else { continue }
      for dependency in dependencies {
        if let owners = Floors.reserved[dependency] {
          #expect(owners.contains(target), "\(target) depends on \(dependency)")
        } else {
          #expect(Floors.number[dependency, default: .max] < floor, "\(target) depends on \(dependency)")
        }
      }
    }
  }

  @Test func everyPackageIsPinnedExactly() {
    let lines = Repository.package.text.split(separator: "\n").filter { $0.contains(".package(url") }
    #expect(lines.count >= 3)
    for line in lines { #expect(line.contains("exact: \""), "\(line)") }
  }
}

import Kernel
import Testing

@testable import Pipeline

@Suite struct InterpolationTests {
  private let place = Kernel.SourceLocation(file: "a.yaml", line: 1, column: 1)
  private let interpolation = Interpolation(variables: ["environment": "test"], environment: ["HOME": "/root", "EMPTY": ""])

  @Test(arguments: [
    ("reports/${date}", "reports/2026-11-21"), ("${interval.start}..${interval.end}", "2026-11-21T00:00:00Z..2026-11-22T00:00:00Z"),
    ("run ${run}", "run 7"),
    ("${environment}${environment}", "testtest"), ("plain", "plain"), ("", ""), ("$5 and $${date}", "$5 and ${date}"),
    ("$$${date}", "$${date}"), ("$", "$"),
    ("${nobody}", "${nobody}"), ("${env:HOME}", "${env:HOME}"), ("${env:HOME:-x}", "${env:HOME:-x}"), ("a ${date", "a ${date"),
    ("日${date}夜", "日2026-11-21夜"),
  ])
  func rendering(_ template: String, expected: String) throws {
    #expect(interpolation.render(template, date: try #require(LogicalDate("2026-11-21")), run: 7) == expected)
  }

  @Test(arguments: [
    ("${env:HOME}/x", "/root/x"), ("${env:EMPTY:-y}", "y"), ("${env:NONE:-}", ""), ("${env:NONE:-a:-b}", "a:-b"),
    ("${environment}", "test"), ("$${x}", "${x}"),
  ])
  func resolving(_ template: String, expected: String) {
    #expect(interpolation.check(template, at: place, scope: .connections) == [])
    #expect(interpolation.resolved(template) == expected)
  }

  @Test func whatMayBeUsedWhere() {
    func codes(_ template: String, _ scope: Interpolation.Scope) -> [Code] {
      interpolation.check(template, at: place, scope: scope).map(\.code)
    }
    for word in Interpolation.runWords {
      #expect(codes("${\(word)}", .jobs) == [])
      for scope in [Interpolation.Scope.variables, .connections, .sources, .elsewhere] { #expect(codes("${\(word)}", scope) == [1045]) }
    }
    #expect(codes("${env:HOME}", .variables) == [] && codes("${env:HOME}", .connections) == [])
    #expect(codes("${env:HOME}", .jobs) == [1043] && codes("${env:HOME}", .sources) == [1043])
    #expect(codes("${environment}", .sources) == [] && codes("${environment}", .elsewhere) == [1045])
    #expect(codes("${nobody} ${date ${env:NOPE} ${}", .jobs) == [1041, 1044, 1044])
    #expect(codes("${open", .jobs) == [1042])
  }

  @Test(arguments: [
    ("host=db password=hunter2", true), ("password = 'a b'", true), ("PASSWORD=x", true), ("sslpassword=x", true),
    ("postgres://u:p@h/d", true),
    ("postgresql://u:p%40@h:5432/d?x=1", true), ("postgres://h/d?user=u&password=p", true), ("${env:A:-password=x}", true),
    ("password=x${env:A}", true),
    ("postgres://u:${env:P}@h/d", false), ("password=${env:P}", false), ("password='${env:P}'", false), ("host=db user=u", false),
    ("postgres://u@h/d", false),
    ("postgres://h:5432/d", false), ("${env:DSN}", false), ("passfile=/etc/pgpass", false), ("", false),
  ])
  func aPasswordWrittenOutIsSeen(_ dsn: String, isSecret: Bool) { #expect(SecretText.holdsPassword(dsn) == isSecret) }
}

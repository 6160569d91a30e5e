import Drivers
import Glibc
import Testing

/// A disk that is full, for real: the installation on a tmpfs that has room for so much and no more.
struct SpaceTests {
  private static let canMount = geteuid() == 0

  @Test(.enabled(if: canMount, "mounting a tmpfs takes root")) func aFullDiskLosesNothing() async throws {
    let night = try await FaultyNight.prepared.value
    let failures = Counted()
    // From next to no room to enough, in kilobytes.
    try await twoAtOnce((0..<20).map { 4 + $0 * 80 }) { room in
      let what = "\(room) kB of room"
      let victim = try await night.victim(linked: false)
      let output = "\(Files.directory(of: victim.home))/said"
      // In a mount namespace of its own, which takes the tmpfs with it; what is on it is copied out first.
      try await Victim.shell(
        """
        mv "$1" "$1.disk"
        mkdir "$1"
        unshare -m sh -ec '
          size=$(du -sk "$1.disk" | cut -f1)
          mount -t tmpfs -o size=$((size + $2))k none "$1"
          cp -a "$1.disk/." "$1"
          cd "$1"
          code=0
          "$3" \(FaultyNight.command.joined(separator: " ")) >"$4" 2>&1 || code=$?
          echo "code $code" >>"$4"
          rm -r "$1.disk"
          cp -a "$1" "$1.disk"' sh "$@"
        rmdir "$1"
        mv "$1.disk" "$1"
        """, [victim.home, "\(room)", Products.nightshift, output], in: "/", environment: victim.environment(nil))
      let said = try Files.readText(output)
      if !said.hasSuffix("code 0\n") {
        failures.add()
        #expect(said.hasSuffix("code 1\n") && said.contains("NS") && said.contains(victim.home), "\(what): \(said)")
        #expect(said.lowercased().contains("no space left"), "\(what): \(said)")
      }
      try victim.expectOldOrNew(what)
      try await victim.expectUndisturbed(what, reported: true)
    }
    // The sizes straddle what the night needs.
    #expect((2...18).contains(failures.count), "\(failures.count)")
  }
}

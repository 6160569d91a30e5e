import Kernel
import Pipeline
import Testing

struct DeciderTests {
  /// Another key is another setting, but only where both are known: who asks without the secret learns nothing and is told nothing.
  @Test(
    arguments: [
      ("a", "a", false), ("a", "b", true), (nil, "b", false), ("a", nil, false), (nil, nil, false),
    ] as [(String?, String?, Bool)])
  func aMaskKeyIsComparedWhereItIsKnown(stored: String?, now: String?, changes: Bool) {
    var facts = CellFacts()
    facts.state = .succeeded
    facts.storedSettings = ["mask.email": "hmac"]
    facts.settings = facts.storedSettings
    facts.storedSettings[Settings.maskKey] = stored
    facts.settings[Settings.maskKey] = now
    #expect(Decider.decide(facts) == (changes ? .run(.settingsChanged(["mask key"])) : .skip(.upToDate)))
    #expect(Decider.cause(facts).settings == (changes ? [Cause.Change(name: "mask key", old: "a", new: "b")] : []))
  }
}

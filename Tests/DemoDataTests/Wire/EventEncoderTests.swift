import Kernel
import Testing

@testable import DemoData

/// Against the illustrative lines of the application's own shapes.
@Suite struct EventEncoderTests {
  private let order = Order(
    id: "c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002", customer: 0, customerID: "7b0c1f3e-52d4-4a55-9d1e-0c6a5b8f2a11", shippingAddress: "",
    created: Instant(seconds: 0), dice: Dice(seed: 1, "order"), lines: [OrderLine(index: 0, quantity: 2, price: 590)], effective: 1180)

  private func event(_ draft: EventDraft, _ occurred: String, identity: DomainEvent.Identity = .present) throws -> DomainEvent {
    DomainEvent(id: "1d0e6c0a-3f6b-4a0e-8c53-7a4f2be0c004", occurred: try #require(Instant(occurred)), draft: draft, identity: identity)
  }

  private func text(_ wire: Wire, _ event: DomainEvent) -> String {
    String(decoding: EventEncoder(wire: wire).encode(event, arrived: Instant(seconds: 1_757_643_367)), as: UTF8.self)
  }

  @Test func theBareFormIsTheRecordWithItsGetters() throws {
    #expect(
      text(.bare, try event(.orderSubmitted(order), "2025-09-12T02:16:05.077Z")) == """
        {"orderId":{"value":"c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002","id":"c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002"},\
        "customerId":"7b0c1f3e-52d4-4a55-9d1e-0c6a5b8f2a11",\
        "totalAmount":{"amount":1180.00,"currency":"TWD","zero":false,"positive":true},"itemCount":1,\
        "eventId":"1d0e6c0a-3f6b-4a0e-8c53-7a4f2be0c004","occurredOn":"2025-09-12T10:16:05.077","eventType":"OrderSubmitted",\
        "aggregateId":"c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002"}
        """)
  }

  @Test func anOrderIsCreatedEmpty() throws {
    #expect(
      text(.bare, try event(.orderCreated(order), "2025-09-12T02:15:30.5Z")).contains(
        #""totalAmount":{"amount":0,"currency":"TWD","zero":true,"positive":false},"items":[],"eventId""#))
  }

  @Test func theEnvelopeHoldsTheEventAgainWithArraysForTimesAndDoublesForAmounts() throws {
    #expect(
      text(.envelope, try event(.orderConfirmed(order), "2025-09-12T02:16:06.412Z")) == """
        {"eventId":"1d0e6c0a-3f6b-4a0e-8c53-7a4f2be0c004","eventType":"OrderConfirmed","aggregateId":"c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002",\
        "occurredOn":[2025,9,12,10,16,6,412000000],"eventData":{\
        "orderId":{"value":"c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002","id":"c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002"},\
        "customerId":{"value":"7b0c1f3e-52d4-4a55-9d1e-0c6a5b8f2a11","id":"7b0c1f3e-52d4-4a55-9d1e-0c6a5b8f2a11","uuidformat":true},\
        "totalAmount":{"amount":1180.0,"currency":"TWD","zero":false,"positive":true},\
        "eventId":"1d0e6c0a-3f6b-4a0e-8c53-7a4f2be0c004","occurredOn":[2025,9,12,10,16,6,412000000],"eventType":"OrderConfirmed",\
        "aggregateId":"c2a9d1b4-8e7f-4c21-b6a0-5f3e9d7c1002"},"processedAt":1757643367000}
        """)
  }

  @Test(arguments: [
    ("2025-09-12T02:16:06Z", "[2025,9,12,10,16,6]"), ("2025-09-12T02:16:00Z", "[2025,9,12,10,16]"),
    ("2025-09-12T02:00:00Z", "[2025,9,12,10,0]"),
    ("2025-09-12T02:16:00.000001Z", "[2025,9,12,10,16,0,1000]"),
  ])
  func theArrayOfATimeDropsZeroSecondsAndNanoseconds(_ occurred: String, _ array: String) throws {
    #expect(text(.envelope, try event(.orderCreated(order), occurred)).contains(#""occurredOn":\#(array),"eventData""#))
  }

  @Test(arguments: [
    (DomainEvent.Identity.absent, nil), (.null, #""eventId":null,"#), (.empty, #""eventId":"","#),
  ])
  func aMissingIdentityIsAbsentNullOrEmpty(_ identity: DomainEvent.Identity, _ shown: String?) throws {
    for wire in Wire.allCases {
      let text = text(wire, try event(.orderCreated(order), "2025-09-12T02:16:06Z", identity: identity))
      #expect(!text.contains("1d0e6c0a"))
      #expect(!text.contains("{,") && !text.contains(",,"))
      #expect(text.contains("eventId") == (shown != nil))
      if let shown { #expect(text.contains(shown)) }
    }
  }

  @Test func textIsEscaped() throws {
    let draft = EventDraft("X", of: "a", [Field("reason", .string("say \"no\"\\\n\u{1}台"))])
    #expect(text(.bare, try event(draft, "2025-09-12T02:16:06Z")).hasPrefix(#"{"reason":"say \"no\"\\\n\u0001台","eventId""#))
  }
}

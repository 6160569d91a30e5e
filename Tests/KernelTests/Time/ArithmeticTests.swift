import Kernel
import Testing

@Suite struct ArithmeticTests {
  @Test func divisionRoundsTowardsMinusInfinity() {
    for dividend in -50...50 {
      for divisor in 1...7 {
        let (quotient, remainder) = (dividend.floorDivided(by: divisor), dividend.modulo(divisor))
        #expect(quotient * divisor + remainder == dividend)
        #expect((0..<divisor).contains(remainder))
      }
    }
  }

  @Test func padding() {
    #expect(7.padded(2) == "07")
    #expect(123.padded(2) == "123")
    #expect(0.padded(4) == "0000")
  }
}

import Kernel
import Testing

struct EscapedTextTests {
  @Test func whatSteersATerminalIsShownInstead() {
    #expect("\u{1B}[31mRED\u{7}\n\tend\u{9B}\u{202E}".escapedControls == #"\u{1b}[31mRED\u{7}\n end\u{9b}\u{202e}"#)
    #expect("台北 é 😀".escapedControls == "台北 é 😀")
  }
}

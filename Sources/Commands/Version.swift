/// The program's own version, as `--version` and `doctor` print it.
public enum Version {
  public static let current = "0.1.0"
}

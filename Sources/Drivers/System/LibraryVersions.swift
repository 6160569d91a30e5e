import CLibCrypto
import CLibPQ
import CYAML
import CZlib
import Kernel

/// The versions of the system's libraries that this process runs with.
public enum LibraryVersions {
  public static var all: [(name: String, version: String)] {
    [
      ("libpq", postgres),
      ("zlib", String(cString: zlibVersion())),
      ("libcrypto", String(cString: OpenSSL_version(OPENSSL_VERSION))),
      ("libyaml", String(cString: yaml_get_version_string())),
    ]
  }

  private static var postgres: String {
    do {
      try LibPQ.load()
    } catch {
      return error.message
    }
    let version = Int(PQlibVersion())
    return "\(version / 10000).\(version % 10000)"
  }
}

import CLibCrypto
import CLibPQ
import CZlib

/// The versions of the system's libraries that this process runs with.
public enum LibraryVersions {
  public static var all: [(name: String, version: String)] {
    let postgres = Int(PQlibVersion())
    return [
      ("libpq", "\(postgres / 10000).\(postgres % 10000)"),
      ("zlib", String(cString: zlibVersion())),
      ("libcrypto", String(cString: OpenSSL_version(OPENSSL_VERSION))),
    ]
  }
}

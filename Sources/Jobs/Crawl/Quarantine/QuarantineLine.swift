import Drivers
import FoundationEssentials
import State

/// One rejected record as a line of a quarantine file: where it was, why it is here, and its bytes as they came.
enum QuarantineLine {
  /// `record` is nil for an object that could not be inflated: the object itself is the record.
  static func bytes(_ reject: ObjectReject, record: UnsafeBufferPointer<UInt8>?) -> [UInt8] {
    var line = Array("{\"offset\":\(reject.offset),\"ordinal\":\(reject.ordinal),\"reason\":".utf8)
    JSONString.append(reject.reason.utf8, to: &line)
    line += Array(",\"detail\":".utf8)
    JSONString.append(reject.detail.utf8, to: &line)
    if let record {
      if String(validating: record, as: UTF8.self) != nil {
        line += Array(",\"record\":".utf8)
        JSONString.append(record, to: &line)
      } else {
        line += Array(",\"record_base64\":\"".utf8)
        line += Array(Data(record).base64EncodedString().utf8)
        line.append(UInt8(ascii: "\""))
      }
    }
    return line + Array("}\n".utf8)
  }
}

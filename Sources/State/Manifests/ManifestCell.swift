import Kernel

/// The truth of a cell in a manifest. Documents are the JSON that the state file has.
struct ManifestCell: Hashable {
  struct Mark: Hashable, Codable {
    let act: MarkRecord.Act
    let at: Instant
    let firstDate: LogicalDate
    let lastDate: LogicalDate
    let reason: String
    let user: String

    init(_ mark: MarkRecord) {
      (act, at, reason, user) = (mark.act, mark.at, mark.reason, mark.user)
      (firstDate, lastDate) = (mark.firstDate, mark.lastDate)
    }
  }

  let job: JobName
  let state: CellState
  let settings: String
  let inputs: String
  let counts: String
  let mark: Mark?

  /// JSON with sorted keys.
  func encoded() throws -> String {
    let mark = try mark.map { #""mark":\#(try JSONText.encode($0)),"# } ?? ""
    return #"{"counts":\#(counts),"inputs":\#(inputs),"job":\#(JSONText.quoted(job.rawValue)),\#(mark)"settings":\#(settings),"#
      + #""state":"\#(state.rawValue)"}"#
  }
}

extension ManifestCell: Decodable {
  private enum CodingKeys: CodingKey { case job, state, settings, inputs, counts, mark }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    job = try fields.decode(JobName.self, forKey: .job)
    state = try fields.decode(CellState.self, forKey: .state)
    settings = JSONText.encode(try fields.decode([String: String].self, forKey: .settings))
    inputs = JSONText.encode(try fields.decode([String: String].self, forKey: .inputs))
    counts = try JSONText.encode(try fields.decode([String: Int].self, forKey: .counts))
    mark = try fields.decodeIfPresent(Mark.self, forKey: .mark)
  }
}

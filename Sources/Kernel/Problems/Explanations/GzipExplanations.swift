extension Explanation {
  static let gzip: [Explanation] = [
    Explanation(
      3401, "a gzip file is cut short", "The compressed data ends in the middle of a member: the copy or the upload of the file broke off.",
      wayOut: "Fetch the file again from its source or its backup; what it holds cannot be trusted in parts."),
    Explanation(
      3402, "a gzip file is corrupt", "The compressed data contradicts itself or its checksum, near the byte named in the message.",
      wayOut: "Check it with `gzip -t FILE` and fetch it again; look at the disk when it happens to several files."),
    Explanation(
      3403, "bytes follow the last gzip member",
      "After a complete gzip member come bytes that do not begin another one; something was appended to the file.",
      wayOut: "Find what appends to it; `gzip -dc FILE` shows what the complete members hold."),
    Explanation(
      3404, "a gzip file grows beyond measure",
      "Inflating gave more than the permitted multiple of the compressed size: a decompression bomb, or very regular data.",
      wayOut: "Look at the file's beginning with `gzip -dc FILE | head -c 1000`; remove it, or raise the limit if it is genuine."),
    Explanation(
      3405, "not a gzip file", "The file has a gzip name but does not begin with a gzip header.",
      wayOut: "Compress it, or name it after what it is."),
    Explanation(
      3406, "a gzip file cannot be read", "The operating system refused to open or read the file; the message gives its reason.",
      wayOut: "Check the path and its permissions for the user that runs nightshift."),
    Explanation(
      3407, "a gzip file cannot be written",
      "The operating system refused to create or write the file; a file that exists already is never overwritten.",
      wayOut: "Check free space and permissions; remove the file in the way if it is a leftover."),
  ]
}

import Kernel

/// Who a customer is: everything that must not leave the shop in clear. Invented from the seed; phone numbers and mail domains are
/// of the kind reserved for examples where such a kind exists.
struct Person: Sendable {
  let id: String
  let name: String
  let email: String
  let phone: String
  let birthDate: LogicalDate
  let address: Address

  /// Customer `number` after `revision` changes of the profile: the same name and address, another email and phone.
  init(seed: UInt64, number: Int, revision: Int) {
    var fixed = Dice(seed: seed, "person", number)
    id = fixed.uuid()
    let (surname, surnameInLatin) = fixed.pick(Self.surnames)
    let (first, firstInLatin) = fixed.pick(Self.syllables)
    let (second, secondInLatin) = fixed.pick(Self.syllables)
    name = surname + first + second
    birthDate = LogicalDate(daysSinceEpoch: fixed.int(-5800..<13_500))
    address = Address(&fixed)
    var changing = Dice(seed: seed, "profile", number * 256 + revision)
    let suffix = revision == 0 ? "" : ".\(revision)"
    email = "\(firstInLatin)\(secondInLatin).\(surnameInLatin)\(number + 1000)\(suffix)@\(changing.pick(Self.domains))"
    phone = "09\(changing.int(10_000_000..<100_000_000))"
  }

  private static let domains = ["example.com", "example.net", "example.org", "mail.example.com"]

  private static let surnames = [
    ("陳", "chen"), ("林", "lin"), ("黃", "huang"), ("張", "chang"), ("李", "lee"), ("王", "wang"), ("吳", "wu"), ("劉", "liu"),
    ("蔡", "tsai"), ("楊", "yang"), ("許", "hsu"), ("鄭", "cheng"), ("謝", "hsieh"), ("郭", "kuo"), ("洪", "hung"), ("曾", "tseng"),
    ("邱", "chiu"), ("廖", "liao"), ("賴", "lai"), ("周", "chou"), ("葉", "yeh"), ("蘇", "su"), ("莊", "chuang"), ("江", "chiang"),
  ]

  private static let syllables = [
    ("怡", "yi"), ("君", "chun"), ("志", "chih"), ("明", "ming"), ("雅", "ya"), ("婷", "ting"), ("家", "chia"), ("豪", "hao"),
    ("淑", "shu"), ("芬", "fen"), ("俊", "jun"), ("傑", "chieh"), ("美", "mei"), ("玲", "ling"), ("宗", "tsung"), ("翰", "han"),
    ("佳", "jia"), ("穎", "ying"), ("建", "chien"), ("宏", "hung"), ("詩", "shih"), ("涵", "han"), ("冠", "kuan"), ("宇", "yu"),
    ("欣", "hsin"), ("柏", "po"), ("文", "wen"), ("秀", "hsiu"), ("惠", "hui"), ("承", "cheng"), ("恩", "en"), ("芳", "fang"),
  ]
}

/// A street address in Taipei.
struct Address: Hashable, Sendable {
  let city = "台北市"
  let district: String
  let street: String
  let postalCode: String

  init(_ dice: inout Dice) {
    (district, postalCode) = dice.pick(Self.districts)
    let lane = dice.chance(0.5) ? "\(dice.int(1..<400))巷" : ""
    street = "\(dice.pick(Self.roads))\(dice.pick(["一", "二", "三", "四", "五"]))段\(lane)\(dice.int(1..<300))號\(dice.int(1..<16))樓"
  }

  var full: String { "\(postalCode)\(city)\(district)\(street)" }

  private static let districts = [
    ("中正區", "100"), ("大同區", "103"), ("中山區", "104"), ("松山區", "105"), ("大安區", "106"), ("萬華區", "108"), ("信義區", "110"),
    ("士林區", "111"), ("北投區", "112"), ("內湖區", "114"), ("南港區", "115"), ("文山區", "116"),
  ]

  private static let roads = ["忠孝東路", "仁愛路", "信義路", "和平東路", "南京東路", "民生東路", "中山北路", "羅斯福路", "承德路", "重慶北路"]
}

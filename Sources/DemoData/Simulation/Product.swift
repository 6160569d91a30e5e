/// Something the shop sells. Identity and name never change; the price is the inventory's.
struct Product: Sendable {
  let id: String
  let name: String
  let category: String
  /// In New Taiwan dollars.
  let listPrice: Int

  /// The range of the shop, `PROD-001` and on.
  static let range: [Product] = shelves.flatMap { category, goods in goods.map { (category, $0.0, $0.1) } }.enumerated().map {
    index, good in
    Product(id: "PROD-\((index + 1).threeDigits)", name: good.1, category: good.0, listPrice: good.2)
  }

  private static let shelves: [(String, [(String, Int)])] = [
    (
      "ELECTRONICS",
      [
        ("無線藍牙耳機", 2490), ("機械式鍵盤 87 鍵", 3290), ("27 吋顯示器", 6990), ("行動電源 20000mAh", 1190), ("USB-C 擴充座", 1690),
        ("智慧手環", 1990), ("無線滑鼠", 790), ("筆電支架", 890), ("網路攝影機", 1590), ("外接固態硬碟 1TB", 2890), ("電競耳機", 2190),
        ("平板保護殼", 590), ("充電線 2 公尺", 290), ("藍牙喇叭", 1890), ("電子書閱讀器", 4990),
      ]
    ),
    (
      "FOOD",
      [
        ("阿里山高山茶 150g", 680), ("鳳梨酥禮盒", 520), ("古坑咖啡豆 454g", 580), ("龍眼蜂蜜 700g", 650), ("手工麵線", 180),
        ("黑豆醬油 420ml", 260), ("綜合堅果罐", 450), ("芒果乾", 220), ("花生糖", 150), ("太陽餅 12 入", 360), ("烏龍茶包 30 入", 320),
        ("桂圓蛋糕", 480),
      ]
    ),
    (
      "CLOTHING",
      [
        ("純棉素色上衣", 390), ("防風外套", 1890), ("牛仔長褲", 1290), ("羊毛圍巾", 890), ("運動短褲", 590), ("防曬帽", 490),
        ("保暖發熱衣", 690), ("帆布鞋", 990), ("襪子六雙組", 299), ("輕量羽絨背心", 1990), ("雨衣", 650), ("皮帶", 790),
      ]
    ),
    (
      "STATIONERY",
      [
        ("方格筆記本 A5", 120), ("鋼筆", 980), ("中性筆 10 入", 250), ("便利貼組", 90), ("桌上型月曆", 280), ("資料夾 20 頁", 85),
        ("水彩組 24 色", 620), ("護貝膠膜", 210), ("釘書機", 160), ("白板筆 4 色", 140),
      ]
    ),
    (
      "GENERAL",
      [
        ("不鏽鋼保溫瓶", 890), ("折疊雨傘", 490), ("竹炭除濕包", 250), ("露營燈", 750), ("瑜珈墊", 690), ("香氛蠟燭", 420),
        ("旅行收納袋組", 380), ("陶瓷馬克杯", 320), ("木質砧板", 560), ("LED 檯燈", 1290), ("洗衣袋三件組", 199),
      ]
    ),
  ]
}

extension Int {
  fileprivate var threeDigits: String { String(String(1000 + self).dropFirst()) }
}

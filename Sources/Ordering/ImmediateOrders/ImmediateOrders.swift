/// お申し込み直後に開通するお申し込み of telephone numbers: ダイヤルイン番号の追加, 番号ごと付加機能の変更 and ダイヤルイン番号の廃止.
enum ImmediateOrders {
    static let limits = ["numbersAtOnce": NumberBlock.mostAtOnce, "additionRows": AdditionRows.most]
}

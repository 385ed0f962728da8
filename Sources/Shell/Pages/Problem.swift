/// One thing wrong with what a person typed: which control, and a sentence that says what is wrong and how to mend it.
package struct Problem: Sendable, Equatable {
    /// The `name` of the form control it belongs to; the sentence is shown below that control and in the summary.
    package let field: String
    /// In Japanese, complete, naming the label: 「電話番号を入力してください。」
    package let sentence: String

    package init(_ field: String, _ sentence: String) {
        self.field = field
        self.sentence = sentence
    }
}

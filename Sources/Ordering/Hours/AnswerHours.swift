/// When questions are answered on business days (HOURS-7): said with the contact address.
package struct AnswerHours: Sendable {
    package var begin = "9:00"
    package var end = "17:30"

    package init() {}
}

import Foundation

/// Half-width kana, as old systems write them, become the ones that everybody reads: ﾋｶﾘ → ヒカリ, ﾃﾞ → デ.
package enum KanaWidth {
    package static func full(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHalf) else { return text }
        var (result, run) = ("", "")
        for scalar in text.unicodeScalars {
            if isHalf(scalar) {
                run.unicodeScalars.append(scalar)
            } else {
                result += run.precomposedStringWithCompatibilityMapping
                run = ""
                result.unicodeScalars.append(scalar)
            }
        }
        return result + run.precomposedStringWithCompatibilityMapping
    }

    private static func isHalf(_ scalar: Unicode.Scalar) -> Bool { (0xFF61...0xFF9F).contains(scalar.value) }
}

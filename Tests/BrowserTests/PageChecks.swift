import Testing

/// What is true of every page, whatever it is about.
extension Browser {
    /// Keeps the picture of the page and says everything that is wrong with it.
    func look(_ name: String, h1: String? = nil) async throws {
        try await screenshot(name)
        if let h1 { try await heading(h1) }
        var complaints = try await driver.execute(Browser.layoutScript, [.number(Double(manner.width))]).list
            .compactMap(\.text)
        complaints += try await driver.execute(Browser.wordsScript).list.compactMap(\.text)
        complaints += try await driver.consoleLines().filter { Browser.isFault($0) }.map { "console: \($0.message)" }
        complaints += try await axeComplaints()
        #expect(complaints.isEmpty, "\(name) (\(manner.testDescription)): \(complaints.joined(separator: " | "))")
    }

    /// Tab leads to something visible with a visible mark of focus, each time, and first to the skip link.
    func lookWithTheKeyboard(_ name: String, presses: Int = 8) async throws {
        try await driver.execute("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
        for press in 1...presses {
            try await driver.press("\u{E004}")
            let complaint = try await driver.execute(Browser.focusScript).text ?? ""
            #expect(complaint.isEmpty, "\(name), Tab pressed \(press) times (\(manner.testDescription)): \(complaint)")
        }
    }

    /// A refused form answers 422, which the console reports although it is the right answer.
    private static func isFault(_ line: (level: String, message: String)) -> Bool {
        let isExpectedAnswer = line.message.contains("status of 422") || line.message.contains("status of 409")
        return (line.level == "SEVERE" || line.message.contains("Content Security Policy")) && !isExpectedAnswer
    }

    /// No sideways scroll; targets of 24 px, of 44 px for buttons and fields; a label for every control.
    private static let layoutScript = """
        const complaints = [], width = arguments[0];
        if (document.documentElement.scrollWidth > width)
          complaints.push(`scrolls sideways: ${document.documentElement.scrollWidth} px in ${width}`);
        const name = (e) => `${e.tagName.toLowerCase()} 「${(e.textContent || e.id).trim().slice(0, 20)}」`;
        for (const e of document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")) {
          if (e.closest(".unseen, .skip, dialog:not([open]), details:not([open]) > :not(summary)") || !e.getClientRects().length) continue;
          const box = (e.type === "radio" || e.type === "checkbox" ? e.closest("label") ?? e : e).getBoundingClientRect();
          const inText = e.matches("p a, li a, td a") && getComputedStyle(e).display === "inline";
          const least = e.matches("button, .button, input, select, textarea") ? 44 : inText ? 0 : 24;
          if (box.height < least - .5 || box.width < Math.min(least, 24) - .5)
            complaints.push(`${name(e)} is ${Math.round(box.width)}×${Math.round(box.height)} px`);
          if (e.matches("input, select, textarea") && !e.labels?.length && !e.ariaLabel)
            complaints.push(`${name(e)} has no label`);
          if (e.matches("a, button") && !(e.innerText || e.ariaLabel || "").trim()) complaints.push(`${name(e)} has no name`);
        }
        return complaints;
        """

    /// One h1, which begins the title; no heading level left out; the language said; ids that are unique.
    private static let wordsScript = """
        const complaints = [], headings = [...document.querySelectorAll("h1, h2, h3, h4")].filter((h) => !h.closest("dialog"));
        const first = headings.filter((h) => h.tagName === "H1");
        if (first.length !== 1) complaints.push(`${first.length} h1`);
        else if (!document.title.replace(/^エラー：/, "").startsWith(first[0].textContent.trim()))
          complaints.push(`title 「${document.title}」 does not begin with h1 「${first[0].textContent}」`);
        if (!document.title.includes(" | ")) complaints.push("title without the site's name");
        if (document.documentElement.lang !== "ja") complaints.push("no lang=ja");
        let level = 1;
        for (const h of headings.filter((h) => h.closest("main") && h.compareDocumentPosition(first[0]) & 2)) {
          const next = Number(h.tagName[1]);
          if (next > level + 1) complaints.push(`${h.tagName} 「${h.textContent}」 after h${level}`);
          level = next;
        }
        const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
        for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) complaints.push(`id ${id} twice`);
        for (const e of document.querySelectorAll("[aria-describedby]"))
          for (const id of e.getAttribute("aria-describedby").split(/\\s+/).filter(Boolean))
            if (!document.getElementById(id)) complaints.push(`aria-describedby ${id} leads nowhere`);
        return complaints;
        """

    private static let focusScript = """
        const e = document.activeElement;
        if (!e || e === document.body) return "";
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        const what = `${e.tagName.toLowerCase()} 「${(e.textContent || e.id).trim().slice(0, 20)}」`;
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${what} shows no focus`;
        if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0) return `${what} has the focus out of sight`;
        return "";
        """
}

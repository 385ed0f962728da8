internal import Crypto
internal import Encodings

extension TestCall {
    private var calledParty: SIPText { SIPText(checked: "<\(order.to)>") }

    /// The INVITE of a round (RFC 3261 § 13.2.1).
    func invite(_ round: Round) -> [UInt8] {
        var fields = head(.invite, branch: round.number, sequence: round.sequence, to: calledParty)
        fields += [
            SIPField(.contact, checked: "<\(contact)>"), SIPField(.allow, checked: "INVITE, ACK, CANCEL, BYE"),
            SIPField(.userAgent, origin.userAgent),
            // A telephone stops by itself when we cannot tell it any more (§ 20.19).
            SIPField(.expires, checked: "\(max(1, order.patience.components.seconds + 5))"),
        ]
        fields += round.authorizations
        fields.append(SIPField(.contentType, checked: SessionOffer.contentType))
        return SIPMessage(.request(.invite, order.to), fields: fields, body: SessionOffer.body(host: origin.host)).bytes
    }

    /// The CANCEL of a round (RFC 3261 § 9.1): as the INVITE, but for the method.
    func cancellation(of round: Round) -> [UInt8] {
        let fields = head(.cancel, branch: round.number, sequence: round.sequence, to: calledParty)
        return SIPMessage(.request(.cancel, order.to), fields: fields).bytes
    }

    /// The ACK for a refusal (RFC 3261 § 17.1.1.3): part of the INVITE's transaction.
    func ack(for arrival: SIPArrival, round: Round) -> [UInt8] {
        let fields = head(.ack, branch: round.number, sequence: round.sequence, to: arrival.to.text)
        return SIPMessage(.request(.ack, order.to), fields: fields).bytes
    }

    /// What a 2xx has agreed on (RFC 3261 § 12.1.2), and its ACK (§ 13.2.2.4).
    mutating func makeDialog(_ arrival: SIPArrival, round: Round) -> Dialog {
        lastNumber += 1
        let contact = arrival.message.list(.contact).first.flatMap { SIPNameAddress($0) }
        let target = contact?.uri ?? order.to
        let routes = arrival.message.list(.recordRoute).filter { SIPNameAddress($0) != nil }.reversed()
        let acknowledged = inDialog(
            .ack, number: lastNumber, sequence: round.sequence, tag: arrival.to.tag, target: target,
            routes: Array(routes), authorizations: round.authorizations)
        return Dialog(
            tag: arrival.to.tag, target: target, routes: Array(routes), ack: acknowledged, byeNumber: 0,
            byeSequence: lastSequence, bye: [],
            byeTransaction: RequestTransaction(timers: origin.timers, isReliable: origin.isReliable))
    }

    /// The BYE of a dialog (RFC 3261 § 15.1.1).
    mutating func bye(_ dialog: Dialog) -> [UInt8] {
        inDialog(
            .bye, number: dialog.byeNumber, sequence: dialog.byeSequence, tag: dialog.tag, target: dialog.target,
            routes: dialog.routes, authorizations: authorize(.bye, uri: place(dialog.target, dialog.routes).uri))
    }

    private func inDialog(
        _ method: SIPMethod, number: Int, sequence: UInt32, tag: String?, target: SIPURI, routes: [String],
        authorizations: [SIPField]
    ) -> [UInt8] {
        let place = place(target, routes)
        var to = SIPNameAddress(order.to)
        if let tag { to.parameters.set("tag", tag) }
        var fields = head(method, branch: number, sequence: sequence, to: SIPText(checked: to.description))
        fields += place.routes.map { SIPField(.route, checked: $0) } + authorizations
        return SIPMessage(.request(method, place.uri), fields: fields).bytes
    }

    /// The request line's URI and the Route fields of a request in a dialog (RFC 3261 § 12.2.1.1), for a first proxy
    /// of the old kind too: that one wants to see itself in the request line.
    private func place(_ target: SIPURI, _ routes: [String]) -> (uri: SIPURI, routes: [String]) {
        guard let first = routes.first.flatMap({ SIPNameAddress($0) }), !first.uri.parameters.has("lr") else {
            return (target, routes)
        }
        return (first.uri.target, Array(routes.dropFirst()) + ["<\(target)>"])
    }

    private func head(_ method: SIPMethod, branch: Int, sequence: UInt32, to: SIPText) -> [SIPField] {
        let via = SIPVia(
            transport: origin.transport.rawValue.uppercased(), host: origin.host, port: origin.port,
            branch: names.branch(branch))
        return [
            SIPField(.via, checked: via.description), SIPField(.maxForwards, checked: "70"),
            SIPField(.from, checked: "<\(order.from)>;tag=\(names.tag)"), SIPField(.to, to),
            SIPField(.callID, checked: id),
            SIPField(.sequence, checked: SIPSequence(number: sequence, method: method).description),
        ]
    }

    private var contact: SIPURI {
        var uri = SIPURI(
            scheme: .sip, user: order.from.scheme == .sip ? order.from.user : nil, host: origin.host, port: origin.port)
        if origin.transport == .tcp { uri.parameters.set("transport", "tcp") }
        return uri
    }

    /// The answers to all challenges so far, for a request (RFC 3261 § 22).
    mutating func authorize(_ method: SIPMethod, uri: SIPURI) -> [SIPField] {
        guard let credentials = origin.credentials else { return [] }
        return answered.indices.compactMap { index in
            answered[index].uses += 1
            let value = DigestAnswer.value(
                to: answered[index].challenge, use: answered[index].uses, by: credentials, method: method,
                uri: uri.target.description, clientNonce: Hex.encode(random(8)))
            let name = answered[index].status == 401 ? SIPHeaderName.authorization : .proxyAuthorization
            return value.flatMap { SIPText($0) }.map { SIPField(name, $0) }
        }
    }
}

import Glibc
import Synchronization
internal import Threads

/// A place that holds another `Value` in every thread, and runs a closure when a thread that has one ends.
///
/// All places share one key of the system, of which a process has about a thousand. What a thread that outlives the place has in it is kept
/// until the thread ends: some hundred bytes.
final class ThreadKey<Value: Sendable>: Sendable {
    /// No place ever has the number of one that is gone.
    private let id: Int

    init() throws {
        guard ThreadValues.key != nil else { throw ThreadError(action: "make a key of threads", code: EAGAIN) }
        id = ThreadValues.nextID()
    }

    /// This thread's value, once set.
    var value: Value? {
        guard let box = ThreadValues.current?.box(of: id) else { return nil }
        return unsafeDowncast(box, to: Box<Value>.self).value
    }

    /// Sets this thread's value, once.
    func set(_ value: Value, atThreadEnd: @escaping @Sendable () -> Void) {
        let values = ThreadValues.current ?? ThreadValues.begin()
        values?.set(Box(value, atThreadEnd), of: id)
    }
}

/// Everything that is in the places of one thread, used by that thread alone.
///
/// Invariant: what the system keeps for a thread is a retained `ThreadValues`, made by `begin` on that thread and released by the destructor
/// when the thread ends.
private final class ThreadValues {
    static let key: pthread_key_t? = {
        var key = pthread_key_t()
        let code = pthread_key_create(&key) { pointer in
            guard let pointer else { return }
            Unmanaged<ThreadValues>.fromOpaque(pointer).takeRetainedValue().end()
        }
        return code == 0 ? key : nil
    }()

    private static let last = Atomic(0)

    private var boxes: [Int: AnyBox] = [:]
    /// The one that was asked for last: a program has one database, and asks for nothing else.
    private var latest: (id: Int, box: AnyBox)?

    static func nextID() -> Int { last.add(1, ordering: .relaxed).newValue }

    static var current: ThreadValues? {
        guard let key, let pointer = pthread_getspecific(key) else { return nil }
        return Unmanaged<ThreadValues>.fromOpaque(pointer).takeUnretainedValue()
    }

    static func begin() -> ThreadValues? {
        guard let key else { return nil }
        let values = ThreadValues()
        pthread_setspecific(key, Unmanaged.passRetained(values).toOpaque())
        return values
    }

    func box(of id: Int) -> AnyBox? {
        if let latest, latest.id == id { return latest.box }
        guard let box = boxes[id] else { return nil }
        latest = (id, box)
        return box
    }

    func set(_ box: AnyBox, of id: Int) {
        boxes[id] = box
        latest = (id, box)
    }

    private func end() {
        for box in boxes.values { box.atThreadEnd() }
    }
}

/// The part of a box that the destructor, which knows no types, can see.
private class AnyBox {
    let atThreadEnd: @Sendable () -> Void

    init(_ atThreadEnd: @escaping @Sendable () -> Void) {
        self.atThreadEnd = atThreadEnd
    }
}

private final class Box<Value>: AnyBox {
    let value: Value

    init(_ value: Value, _ atThreadEnd: @escaping @Sendable () -> Void) {
        self.value = value
        super.init(atThreadEnd)
    }
}

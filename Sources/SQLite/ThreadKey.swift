import Glibc
internal import Threads

/// A place that holds another `Value` in every thread, and runs a closure when a thread that has one ends.
///
/// Invariant: what the system keeps for a thread is a retained `Box`, made by `set` on that thread and released by
/// the destructor when the thread ends. The box of a thread that outlives the key is not released: some hundred bytes.
final class ThreadKey<Value: Sendable>: Sendable {
    private let key: pthread_key_t

    /// A new key; a process has about a thousand of them.
    init() throws {
        var key = pthread_key_t()
        let code = pthread_key_create(&key) { pointer in
            guard let pointer else { return }
            Unmanaged<AnyBox>.fromOpaque(pointer).takeRetainedValue().atThreadEnd()
        }
        guard code == 0 else { throw ThreadError(action: "make a key of threads", code: code) }
        self.key = key
    }

    deinit { pthread_key_delete(key) }

    /// This thread's value, once set.
    var value: Value? {
        guard let pointer = pthread_getspecific(key) else { return nil }
        let box = Unmanaged<AnyBox>.fromOpaque(pointer).takeUnretainedValue()
        return unsafeDowncast(box, to: Box<Value>.self).value
    }

    /// Sets this thread's value, once.
    func set(_ value: Value, atThreadEnd: @escaping @Sendable () -> Void) {
        pthread_setspecific(key, Unmanaged<AnyBox>.passRetained(Box(value, atThreadEnd)).toOpaque())
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

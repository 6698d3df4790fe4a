#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>

namespace hermes {

/// The moment at which a blocking call must give up, on the steady clock.
class Deadline {
public:
    using Steady = std::chrono::steady_clock;

    [[nodiscard]] static Deadline in(std::chrono::milliseconds time) { return Deadline(Steady::now() + time); }
    [[nodiscard]] static Deadline never() { return Deadline(Steady::time_point::max()); }

    [[nodiscard]] bool isNever() const { return m_at == Steady::time_point::max(); }
    [[nodiscard]] bool expired() const { return !isNever() && Steady::now() >= m_at; }
    [[nodiscard]] Steady::time_point at() const { return m_at; }
    /// Time left, at least 0; one day for never().
    [[nodiscard]] std::chrono::milliseconds remaining() const;
    /// The earlier of this and `other`.
    [[nodiscard]] Deadline earlier(Deadline other) const { return m_at < other.m_at ? *this : other; }

private:
    explicit Deadline(Steady::time_point at)
        : m_at(at)
    { }
    Steady::time_point m_at;
};

/// Lets a blocking call be ended from another thread. Copies share one state; a default one is never cancelled.
class CancelToken {
public:
    CancelToken() = default;

    [[nodiscard]] bool isCancelled() const;
    /// Sleeps up to `time`; true if it was cancelled meanwhile.
    bool waitFor(std::chrono::milliseconds time) const;

    /// While it lives, `wake` is called once, on the cancelling thread, when the token is cancelled (at once if it
    /// already is).
    class Registration {
    public:
        Registration() = default;
        Registration(Registration &&other) noexcept;
        Registration &operator=(Registration &&other) noexcept;
        ~Registration() { release(); }

    private:
        friend class CancelToken;
        void release();
        std::shared_ptr<struct CancelState> m_state;
        std::list<std::function<void()>>::iterator m_at;
    };
    [[nodiscard]] Registration onCancel(std::function<void()> wake) const;

private:
    friend class CancelSource;
    std::shared_ptr<struct CancelState> m_state;
};

/// The side that cancels.
class CancelSource {
public:
    CancelSource();
    [[nodiscard]] CancelToken token() const;
    void cancel();

private:
    std::shared_ptr<struct CancelState> m_state;
};

/// What every blocking call of core takes: when to give up, and how to be told to.
struct Call {
    Deadline deadline = Deadline::never();
    CancelToken cancel = {};

    [[nodiscard]] static Call in(std::chrono::milliseconds time, CancelToken cancel = {})
    {
        return {Deadline::in(time), std::move(cancel)};
    }
    /// The same cancel token with a deadline at most `time` away.
    [[nodiscard]] Call within(std::chrono::milliseconds time) const
    {
        return {deadline.earlier(Deadline::in(time)), cancel};
    }
};

} // namespace hermes

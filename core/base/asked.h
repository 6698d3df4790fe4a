#pragma once

#include <functional>
#include <future>
#include <memory>

namespace hermes {

/// Runs it at once on a thread that waits for such work, or on a new one where none does; never on the caller's.
void runAtOnce(std::function<void()> work);

/// The answer to a question that is asked while its caller goes on. Its end waits for the answer, so that a question
/// may refer to what lives longer than this.
template <class T> class Asked {
public:
    Asked() = default;
    template <class F> static Asked ask(F question)
    {
        const auto promise = std::make_shared<std::promise<T>>();
        Asked made(promise->get_future());
        runAtOnce([promise, question = std::move(question)] { promise->set_value(question()); });
        return made;
    }
    static Asked known(T answer)
    {
        std::promise<T> promise;
        promise.set_value(std::move(answer));
        return Asked(promise.get_future());
    }
    Asked(Asked &&other) noexcept = default;
    Asked &operator=(Asked &&other) noexcept
    {
        settle();
        m_future = std::move(other.m_future);
        return *this;
    }
    ~Asked() { settle(); }

    [[nodiscard]] bool valid() const { return m_future.valid(); }
    template <class Time> [[nodiscard]] std::future_status wait_for(Time time) const { return m_future.wait_for(time); }
    T get() { return m_future.get(); }

private:
    explicit Asked(std::future<T> future)
        : m_future(std::move(future))
    { }
    void settle()
    {
        if (m_future.valid())
            m_future.wait();
    }
    std::future<T> m_future;
};

} // namespace hermes

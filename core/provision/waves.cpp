#include "waves.h"

#include "fleetprivate.h"

#include <future>

namespace hermes {

namespace {

/// What is known so far; its members are called on the threads of a wave.
class Course {
public:
    explicit Course(const Waves &waves)
        : m_waves(waves)
    { }

    void tell(const WaveEvent &event)
    {
        const std::lock_guard lock(m_mutex);
        if (event.error && !m_failure)
            m_failure = event.error;
        if (event.kind == WaveEvent::Kind::Changed)
            m_changed.append(event.name);
        m_waves.tell(event);
    }
    void run(const QString &name, int wave)
    {
        tell({WaveEvent::Kind::Begun, name, wave});
        const auto changed = m_waves.change(name);
        if (!changed)
            tell({WaveEvent::Kind::Failed, name, wave, changed.error()});
        else
            tell({*changed ? WaveEvent::Kind::Changed : WaveEvent::Kind::Unchanged, name, wave});
    }
    /// Between two waves.
    void lookBack()
    {
        for (const QString &name : QStringList(m_changed)) {
            const auto why = m_waves.fallen(name);
            if (!why)
                continue;
            m_changed.removeAll(name); // that it serves no more is told once
            tell({WaveEvent::Kind::Failed, name, 0, why});
        }
    }
    [[nodiscard]] bool hasChanged() const { return !m_changed.isEmpty(); }
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; }

private:
    const Waves &m_waves;
    std::mutex m_mutex;
    QStringList m_changed;
    std::optional<Error> m_failure;
};

} // namespace

Status inWaves(const QStringList &names, const Waves &waves)
{
    Course course(waves);
    const auto goesOn = [&] { return !waves.stop.isCancelled() && (waves.goesOn || !course.failure()); };
    qsizetype next = 0;
    for (int number = 1; next < names.size() && goesOn(); ++number) {
        const qsizetype size = course.hasChanged() || (waves.goesOn && next > 0) ? waves.atOnce : 1;
        std::vector<std::future<void>> wave;
        for (; next < names.size() && qsizetype(wave.size()) < size; ++next)
            wave.push_back(std::async(std::launch::async, [&, name = names.at(next)] { course.run(name, number); }));
        for (auto &one : wave)
            one.get();
        if (next < names.size())
            course.lookBack();
    }
    const bool isLeft = next < names.size();
    for (; next < names.size(); ++next)
        course.tell({WaveEvent::Kind::Left, names.at(next)});
    if (course.failure())
        return tl::unexpected<Error>(*course.failure());
    return isLeft ? fail(ErrorKind::Cancelled, translate("Fleet", "Stopped: what was not begun stays as it is."))
                  : Status();
}

std::optional<Error> whyFallen(const Tenant &tenant)
{
    if (tenant.presence != Presence::Present)
        return {};
    if (tenant.phase == Phase::Blocked)
        return blockedError(tenant);
    if (tenant.phase == Phase::Degraded)
        return degradedError(tenant);
    if (tenant.phase == Phase::Backoff)
        return Error{ErrorKind::Remote, translate("Fleet", "%1 served with it and does not any more.").arg(tenant.name),
            tenant.message, tenant.hint};
    return {};
}

} // namespace hermes

#include "jobboard.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int notesEveryMs = 200;

} // namespace

JobBoard::JobBoard(const Clock &clock, std::function<void(const JobFacts &)> changed)
    : m_clock(clock)
    , m_changed(std::move(changed))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(notesEveryMs);
    m_timer.callOnTimeout([this] {
        for (const QString &id : std::exchange(m_noted, {}))
            push(id);
    });
}

QString JobBoard::begin(JobFacts job)
{
    job.id = QString::number(++m_serial);
    job.state = u"RUNNING"_s;
    job.beganMs = m_clock.wallMs();
    QString id = job.id;
    m_jobs.emplace(id, Job{std::move(job), {}});
    push(id);
    return id;
}

JobPart *JobBoard::part(const QString &id, const QString &tenant)
{
    const auto job = m_jobs.find(id);
    if (job == m_jobs.end())
        return nullptr;
    QList<JobPart> &parts = job->second.facts.parts;
    const auto found
        = std::find_if(parts.begin(), parts.end(), [&](const JobPart &one) { return one.tenant == tenant; });
    return found == parts.end() ? nullptr : &*found;
}

void JobBoard::setPart(
    const QString &id, const QString &tenant, const QString &state, int wave, const std::optional<Error> &error)
{
    JobPart *one = part(id, tenant);
    if (!one)
        return;
    one->state = state;
    if (wave > 0)
        one->wave = wave;
    if (error)
        one->error = *error;
    if (state == "RUNNING"_L1)
        one->beganMs = m_clock.wallMs();
    else if (one->endedMs == 0)
        one->endedMs = m_clock.wallMs();
    push(id);
}

void JobBoard::setStep(const QString &id, const QString &tenant, const QString &step, const QString &note)
{
    JobPart *one = part(id, tenant);
    if (!one || (one->step == step && one->note == note))
        return;
    one->step = step;
    one->note = note;
    m_noted.insert(id);
    if (!m_timer.isActive())
        m_timer.start();
}

void JobBoard::setBackup(const QString &id, const QString &tenant, qint64 bytes, qint64 frozenMs)
{
    JobPart *one = part(id, tenant);
    if (!one)
        return;
    one->bytes = bytes;
    one->frozenMs = frozenMs;
    push(id);
}

void JobBoard::end(const QString &id, const Status &done)
{
    const auto job = m_jobs.find(id);
    if (job == m_jobs.end())
        return;
    JobFacts &facts = job->second.facts;
    facts.endedMs = m_clock.wallMs();
    facts.error = done ? Error() : done.error();
    // What was never told of will not come any more.
    for (JobPart &one : facts.parts) {
        if (one.state == "WAITING"_L1) {
            one.state = u"LEFT"_s;
        } else if (one.state == "RUNNING"_L1) {
            one.state = done ? u"DONE"_s : u"FAILED"_s;
            one.error = facts.error;
            one.endedMs = facts.endedMs;
        }
    }
    const bool isByHand = facts.state == "STOPPING"_L1
        && std::any_of(
            facts.parts.begin(), facts.parts.end(), [](const JobPart &one) { return one.state == "LEFT"_L1; });
    if (done)
        facts.state = u"DONE"_s;
    else
        facts.state = isByHand || done.error().kind == ErrorKind::Cancelled ? u"STOPPED"_s : u"FAILED"_s;
    push(id);
    m_jobs.erase(id);
}

void JobBoard::stop(const QString &id)
{
    const auto job = m_jobs.find(id);
    if (job == m_jobs.end() || job->second.facts.state != "RUNNING"_L1)
        return;
    job->second.facts.state = u"STOPPING"_s;
    job->second.stop.cancel();
    push(id);
}

void JobBoard::stopAll()
{
    for (auto &job : m_jobs)
        job.second.stop.cancel();
}

const JobFacts *JobBoard::find(const QString &id) const
{
    const auto job = m_jobs.find(id);
    return job == m_jobs.end() ? nullptr : &job->second.facts;
}

void JobBoard::push(const QString &id)
{
    m_noted.remove(id);
    if (const auto job = m_jobs.find(id); job != m_jobs.end())
        m_changed(job->second.facts);
}

} // namespace hermes::desktop

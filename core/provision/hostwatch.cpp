#include "hostwatch.h"

#include "containerspec.h"
#include "logging.h"

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

HostWatch::HostWatch(
    HostPool &pool, Host host, Random &random, TenantEvent tenantEvent, std::function<void()> connected)
    : m_pool(pool)
    , m_host(std::move(host))
    , m_random(random)
    , m_tenantEvent(std::move(tenantEvent))
    , m_connected(std::move(connected))
    , m_thread([this] { run(); })
{ }

HostWatch::~HostWatch()
{
    m_stop.cancel();
    wake();
    m_thread.join();
}

void HostWatch::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_wake.notify_all();
}

void HostWatch::run()
{
    const CancelToken stop = m_stop.token();
    while (!stop.isCancelled()) {
        const auto link = m_pool.resync(m_host.id, Call::in(20s, stop));
        if (link) {
            m_connected();
            measure();
            follow(*link);
        }
        std::unique_lock lock(m_mutex);
        // Jittered, so that many hosts behind one broken link do not come back in the same moment. A host that is
        // another registry's does not become ours by asking often.
        const bool isOthers = !link && link.error().kind == ErrorKind::Conflict;
        const auto pause = (isOthers ? 30s : 1s) + std::chrono::milliseconds(m_random.below(4000));
        m_wake.wait_for(lock, pause, [&] { return m_woken || stop.isCancelled(); });
        m_woken = false;
    }
}

void HostWatch::measure()
{
    if (const auto session = m_pool.existing(m_host.id))
        if (const auto room = session->measure(Call::in(5s, m_stop.token())); !room)
            qCInfo(logCore) << "room on" << m_host.name << "is not known:" << room.error().text();
}

void HostWatch::follow(const std::shared_ptr<HostLink> &link)
{
    // Ends at the latest after a jittered 30-60 s, and the loop around it relists: what was missed is seen then.
    const auto session = m_pool.existing(m_host.id);
    const Call call = Call::in(30s + std::chrono::milliseconds(m_random.below(30'000)), m_stop.token());
    const auto ended = link->engine->watchEvents(
        containers::ownedBy(link->platform), [&] { m_connected(); },
        [&](const docker::Event &event) {
            if (session)
                session->contacted();
            const QString tenantId = event.attributes.value(u"hermes.tenant_id"_s);
            // exec_* comes with each of Docker's own health probes and says nothing.
            if (!tenantId.isEmpty() && !event.action.startsWith("exec_"_L1))
                m_tenantEvent(tenantId);
        },
        call);
    if (!ended && ended.error().kind != ErrorKind::Timeout && ended.error().kind != ErrorKind::Cancelled)
        qCInfo(logCore) << "events of" << m_host.name << "ended:" << ended.error().text();
}

} // namespace hermes

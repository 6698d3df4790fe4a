#include "fleetprivate.h"

#include <QScopeGuard>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 showMs = 15'000;
constexpr auto renewShow = std::chrono::seconds(5);
constexpr qint64 leaveMs = 6'000; ///< a little more than renewShow
constexpr auto followEvery = std::chrono::milliseconds(150);

using Events = std::function<void(const BindEvent &)>;

/// Tells a client what changed in the session's row since it last looked.
class SessionFollower {
public:
    /// What happened before this client looked is not news.
    SessionFollower(const Events &events, const BindSession &opened)
        : m_events(events)
        , m_notice(opened.notice)
    { }

    void look(const BindSession &session)
    {
        if (session.endedAt == 0 && session.message != m_problem)
            tell({u"problem"_s, {}, 0, false, session.message});
        m_problem = session.message;
        if (session.notice != m_notice)
            tell({session.notice.section(u' ', 0, 0), {}, 0, false, {}});
        m_notice = session.notice;
        if (session.link != m_link && !session.link.isEmpty())
            tell({u"qr"_s, session.link, session.expiresAt, false, {}});
        const bool sameState = session.state == m_state;
        m_link = session.link;
        m_state = session.state;
        if (sameState || session.state.isEmpty())
            return;
        if (session.state == "wrong_verifycode"_L1)
            tell({u"need_verifycode"_s, {}, 0, true, session.message});
        else if (session.state != "preparing"_L1)
            tell({session.state, {}, 0, false, session.message});
    }

private:
    void tell(const BindEvent &event) const
    {
        if (m_events)
            m_events(event);
    }
    const Events &m_events;
    QString m_link;
    QString m_state;
    QString m_problem;
    QString m_notice;
};

Error sessionError(const Tenant &tenant, const BindSession &session)
{
    if (session.state == "clash"_L1)
        return Error{ErrorKind::Conflict,
            translate("Bind", "%1 is blocked: the WeChat that scanned belongs to tenant %2.")
                .arg(tenant.name, session.heldBy),
            {},
            translate("Bind",
                "One WeChat serves one tenant. Scan with another WeChat, or destroy or rebind %1 first. Nothing was "
                "discarded.")
                .arg(session.heldBy)};
    if (session.state == "expired"_L1)
        return Error{ErrorKind::Timeout, translate("Bind", "Nobody scanned the code of %1 in time.").arg(tenant.name),
            session.message, translate("Bind", "Show a new one: hermes-admin bind %1.").arg(tenant.name)};
    if (session.state == "cancelled"_L1)
        return Error{ErrorKind::Cancelled, translate("Bind", "The binding of %1 was cancelled.").arg(tenant.name)};
    return Error{ErrorKind::Remote, translate("Bind", "%1 was not bound.").arg(tenant.name), session.message,
        translate("Bind", "Try again; if it fails again, run hermes-admin doctor.")};
}

Result<BindSession> liveSession(Registry &registry, const QString &name)
{
    HERMES_ASSIGN(const Tenant tenant, registry.tenant(name));
    HERMES_ASSIGN(const auto session, registry.openSessionOf(tenant.id));
    if (session)
        return *session;
    return fail(ErrorKind::NotFound, translate("Bind", "%1 is not being bound now.").arg(name), {},
        translate("Bind", "Show a code first: hermes-admin bind %1.").arg(name));
}

bool mayBind(const Tenant &tenant)
{
    return tenant.phase == Phase::BindWait || tenant.phase == Phase::Ready || tenant.phase == Phase::Healthy
        || (tenant.phase == Phase::Degraded && !tenant.containerId.isEmpty());
}

} // namespace

Result<TenantRow> Fleet::bind(
    const QString &name, bool rebind, const Events &events, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(Tenant tenant, d->registry->tenant(name));
    if (tenant.presence != Presence::Present)
        return fail(ErrorKind::Conflict, translate("Bind", "%1 is stopped.").arg(name), {},
            translate("Bind", "Start it first."));
    // A clash left it blocked; asking for a code again is the way out.
    if (tenant.phase == Phase::Blocked || tenant.phase == Phase::Backoff)
        HERMES_TRY(d->registry->retryNow(tenant.id, d->options.actor));
    HERMES_TRY(d->drive(tenant.id, mayBind, progress, call));
    HERMES_ASSIGN(tenant, d->registry->tenantById(tenant.id));
    if (tenant.phase == Phase::Ready && !rebind)
        return d->row(tenant);

    HERMES_ASSIGN(const BindSession opened, d->registry->openBindSession(tenant.id, d->options.actor));
    SessionFollower follower(events, opened);
    auto renewAt = Deadline::in(std::chrono::milliseconds(0));
    for (;;) {
        HERMES_ASSIGN(const BindSession session, d->registry->bindSession(opened.id));
        follower.look(session);
        if (session.endedAt > 0) {
            if (session.state != "confirmed"_L1 && session.state != "binded_redirect"_L1)
                return tl::unexpected<Error>(sessionError(tenant, session));
            break;
        }
        if (renewAt.expired()) {
            HERMES_TRY(d->registry->showSession(opened.id, d->clock.wallMs() + showMs));
            renewAt = Deadline::in(renewShow);
        }
        d->offerPoller(session);
        if (call.deadline.expired() || call.cancel.waitFor(followEvery)) {
            // Masked as soon as another client that looks would have said so. It is polled on while this process lives.
            (void)d->registry->leaveSession(opened.id, d->clock.wallMs() + leaveMs);
            return fail(call.cancel.isCancelled() ? ErrorKind::Cancelled : ErrorKind::Timeout,
                translate("Bind", "Stopped showing the code of %1.").arg(name), {},
                translate(
                    "Bind", "A customer who still confirms it is served when somebody binds again within 5 minutes."));
        }
    }
    const auto phases = [&](const StepEvent &event) {
        if (progress)
            progress(event);
        if (events && event.kind == StepEvent::Kind::Phase)
            events({event.step.toLower(), {}, 0, false, event.message});
    };
    HERMES_TRY(d->drive(
        tenant.id, [](const Tenant &now) { return now.phase == Phase::Ready; }, phases, call));
    return this->tenant(name);
}

Status Fleet::beginBind(const QString &name)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    if (!d->isLeftToWorker())
        return fail(ErrorKind::Conflict, translate("Bind", "No worker is there to poll the login of %1.").arg(name), {},
            translate("Bind", "Start one (hermes-admin worker), or leave --no-wait out."));
    HERMES_TRY(d->registry->openBindSession(tenant.id, d->options.actor));
    return {};
}

Status Fleet::renewCode(const QString &name)
{
    HERMES_ASSIGN(const BindSession session, liveSession(*d->registry, name));
    return d->registry->renewCode(session.id);
}

Status Fleet::sendVerifyCode(const QString &name, const QString &digits)
{
    HERMES_ASSIGN(const BindSession session, liveSession(*d->registry, name));
    static const QRegularExpression onlyDigits(u"^[0-9]{1,12}$"_s);
    if (!onlyDigits.match(digits).hasMatch())
        return fail(ErrorKind::Invalid, translate("Bind", "The code on the phone has digits only."));
    return d->registry->sendVerifyCode(session.id, digits);
}

} // namespace hermes

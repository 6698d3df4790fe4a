#include "credentialfile.h"
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
                "One WeChat serves one tenant. Move it here (hermes-admin bind %2 --move-from %1), or scan with "
                "another "
                "WeChat. Nothing was discarded.")
                .arg(session.heldBy, tenant.name)};
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

namespace {

/// The login that clashed, or nothing where `holder`'s WeChat is this tenant's already.
Result<std::optional<BindSession>> clashToSettle(Registry &registry, const Tenant &tenant, const QString &holder)
{
    HERMES_ASSIGN(const auto clash, registry.clashOf(tenant.id));
    if (clash && clash->heldBy == holder)
        return clash;
    HERMES_ASSIGN(const auto last, registry.lastSessionOf(tenant.id));
    HERMES_ASSIGN(const auto binding, registry.binding(tenant.id));
    if (last && binding && last->heldBy == holder && last->userId == binding->userId)
        return std::optional<BindSession>();
    if (clash)
        return fail(ErrorKind::Conflict,
            translate("Bind", "The WeChat that scanned for %1 is held by %2, not by %3.")
                .arg(tenant.name, clash->heldBy, holder),
            {}, translate("Bind", "Name the holder: --move-from %1.").arg(clash->heldBy));
    return fail(ErrorKind::NotFound,
        translate("Bind", "No login of %1 waits for a decision about who has its WeChat.").arg(tenant.name), {},
        translate("Bind", "Show a code and let the customer scan it: hermes-admin bind %1.").arg(tenant.name));
}

} // namespace

Result<QList<PlanStep>> Fleet::planMoveBinding(const QString &name, const QString &holder, const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    HERMES_TRY(d->registry->tenant(holder));
    HERMES_ASSIGN(const auto clash, clashToSettle(*d->registry, tenant, holder));
    if (!clash)
        return QList<PlanStep>();
    QList<PlanStep> steps{
        {u"unbind"_s, holder, translate("Bind", "its WeChat goes to %1; it waits for another scan").arg(name), true}};
    HERMES_ASSIGN(auto own, plan(u"rebind"_s, name, call));
    own.removeIf([](const PlanStep &step) { return step.verb == "qr"_L1; }); // it was scanned already
    HERMES_ASSIGN(const auto others, plan(u"restart"_s, holder, call));
    return steps + own + others;
}

Result<Fleet::Provisioned> Fleet::moveBinding(
    const QString &name, const QString &holder, bool drive, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    HERMES_ASSIGN(const Tenant from, d->registry->tenant(holder));
    HERMES_ASSIGN(const auto clash, clashToSettle(*d->registry, tenant, holder));
    if (clash) {
        HERMES_ASSIGN(const auto link, d->hosts->link(tenant.hostId, call));
        HERMES_ASSIGN(const auto account, readCredentialFile(*link, clash->archivePath, call));
        if (!account)
            return fail(ErrorKind::Invalid, translate("Bind", "The archived login of %1 is empty.").arg(name), {},
                translate("Bind", "Let the customer scan again: hermes-admin bind %1.").arg(name));
        const Binding binding{tenant.id, account->botId, account->userId, account->baseUrl, account->token.sha256(), 0,
            clash->archivePath, d->clock.wallMs()};
        HERMES_TRY(d->registry->moveBinding(clash->id, holder, binding, d->options.actor));
    }
    for (const auto &one : {tenant.id, from.id})
        d->driver->kick(one);
    d->notifyTenant(name);
    d->notifyTenant(holder);
    if (drive && tenant.presence == Presence::Present)
        HERMES_TRY(d->drive(
            tenant.id, [](const Tenant &now) { return now.phase == Phase::Ready; }, progress, call));
    if (drive && from.presence == Presence::Present)
        HERMES_TRY(d->drive(
            from.id, [](const Tenant &now) { return now.phase == Phase::BindWait || now.phase == Phase::Ready; },
            progress, call));
    HERMES_ASSIGN(const TenantRow row, this->tenant(name));
    return Provisioned{row, !clash && row.tenant.containerId == tenant.containerId};
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

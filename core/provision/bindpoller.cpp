#include "bindpoller.h"

#include "credentialfile.h"
#include "failpoint.h"
#include "logging.h"
#include "reasoncodes.h"

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using ilink::LoginEnd;
using ilink::LoginView;

namespace {

constexpr qint64 pollerLeaseMs = 15'000;
constexpr qint64 sleptMs = 15'000; ///< without a poller, after the last one's lease
constexpr int pollsAtOnce = 6; // the code shown, those masked but not yet dead, and a fetch
constexpr auto hostTime = 20s;
constexpr auto roomTime = 8s; ///< well within the poller's lease
constexpr auto lateTime = 45s; ///< iLink holds a poll for about 35 s

/// The session's state as clients read it; the names of `bind --json`.
QString stateFrom(const LoginView &view)
{
    switch (view.kind) {
    case LoginView::Kind::Preparing:
        return u"preparing"_s;
    case LoginView::Kind::Code:
        return u"wait"_s;
    case LoginView::Kind::Masked:
        return u"masked"_s;
    case LoginView::Kind::Scanned:
        return u"scaned"_s;
    case LoginView::Kind::NeedDigits:
        return view.wrongDigits   ? u"wrong_verifycode"_s
            : view.checkingDigits ? u"checking_verifycode"_s
                                  : u"need_verifycode"_s;
    case LoginView::Kind::Ended:
        break;
    }
    return u"ended"_s;
}

} // namespace

BindPoller::BindPoller(Parts parts, BindSession session)
    : m_parts(std::move(parts))
    , m_session(std::move(session))
    , m_thread([this] {
        run();
        m_finished = true;
        m_parts.changed(m_session.tenantId);
    })
{ }

BindPoller::~BindPoller()
{
    m_stop.cancel();
    m_thread.join();
}

void BindPoller::run()
{
    const CancelToken stop = m_stop.token();
    while (!stop.isCancelled()) {
        const auto session = m_parts.registry.bindSession(m_session.id);
        if (!session || session->endedAt > 0)
            return;
        const auto mine = m_parts.registry.claimPoller(m_session.id, m_parts.owner, pollerLeaseMs);
        if (mine && *mine) {
            m_session = *session;
            m_session.poller = m_parts.owner;
            if (poll())
                return;
        }
        stop.waitFor(1s); // another process polls; look whether it still lives
    }
}

/// Room for the credentials on the host, before any code may be shown.
Status BindPoller::reserve(const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, m_parts.registry.tenantById(m_session.tenantId));
    m_tenantName = tenant.name;
    m_hostId = tenant.hostId;
    HERMES_ASSIGN(const auto link, m_parts.links.link(m_hostId, call));
    const QString path = credentialPath(link->host, tenant.id, m_session.id);
    HERMES_TRY(reserveCredentialFile(*link, path, call));
    // A poller that died after filling it left the login behind: that is `confirmed`.
    HERMES_ASSIGN(const auto filled, readCredentialFile(*link, path, call));
    HERMES_ASSIGN(m_knownTokens, archivedTokens(*link, tenant.id, call));
    m_session.archivePath = path;
    if (filled)
        bindTo({tenant.id, filled->botId, filled->userId, filled->baseUrl, filled->token.sha256(), 0, path,
            m_parts.clock.wallMs()});
    return {};
}

/// True when the session has ended; false when somebody else polls it now.
bool BindPoller::poll()
{
    const CancelToken stop = m_stop.token();
    m_tasksStop = CancelSource();
    m_tasks = std::make_unique<JobPool>(pollsAtOnce);
    const auto state = m_session.machine.isEmpty() ? Result<ilink::LoginState>(tl::unexpected(Error{}))
                                                   : ilink::LoginState::restored(m_session.machine);
    m_machine = state ? std::make_unique<ilink::LoginMachine>(m_parts.settings, *state)
                      : std::make_unique<ilink::LoginMachine>(m_parts.settings, m_parts.clock.wallMs());
    // Taken over from a poller that died just now it goes on; one that slept begins anew for whoever looks next.
    const qint64 now = m_parts.clock.wallMs();
    if (now - m_session.pollerUntil > sleptMs)
        m_machine->look(false, now);
    m_reserved = false;
    m_renewals = m_session.renewals;
    // Who looks is known before the first judgement of a limit that may have passed.
    bool kept = keepSession();
    while (!stop.isCancelled() && m_machine->end() == LoginEnd::Running && kept && m_session.endedAt == 0) {
        keepRoom();
        if (m_session.endedAt > 0)
            break;
        for (const auto &task : m_machine->takeTasks(m_parts.clock.wallMs()))
            startTask(task);
        show();
        const auto wake = m_machine->wakeAt(m_parts.clock.wallMs());
        const qint64 pause = wake ? *wake - m_parts.clock.wallMs() : 250;
        takeAnswers(std::chrono::milliseconds(std::clamp<qint64>(pause, 10, 250)));
        kept = keepSession();
    }
    if (kept && m_session.endedAt == 0 && m_machine->end() != LoginEnd::Running)
        conclude();
    if (m_session.endedAt > 0)
        awaitLate();
    m_tasksStop.cancel();
    m_tasks.reset();
    takeAnswers(0ms);
    secureLate();
    // Whoever binds next need not wait for the lease of one that has left.
    if (stop.isCancelled())
        (void)m_parts.registry.claimPoller(m_session.id, m_parts.owner, 0);
    return m_session.endedAt > 0 || stop.isCancelled();
}

/// A code is out only while its credentials have a place to go: with the room made, and the host within reach.
void BindPoller::keepRoom()
{
    const auto isSafe = [this] { return m_reserved && m_parts.links.isReady(m_hostId); };
    if (!isSafe()) {
        m_machine->hold(true);
        if (m_reserved)
            show(); // masked at once, before anything is waited for
        const Status room = reserve(Call::in(roomTime, m_stop.token()));
        m_reserved = room.has_value();
        m_problem = room ? QString() : room.error().text();
    }
    m_machine->hold(!isSafe());
}

bool BindPoller::keepSession()
{
    const auto mine = m_parts.registry.claimPoller(m_session.id, m_parts.owner, pollerLeaseMs);
    const auto row = m_parts.registry.bindSession(m_session.id);
    if (!mine || !row)
        return true; // the registry stalls: the login must not be lost for that
    if (row->endedAt > 0) {
        m_session.endedAt = row->endedAt;
        return false;
    }
    const qint64 now = m_parts.clock.wallMs();
    m_session.shownUntil = row->shownUntil;
    m_machine->look(row->shownUntil > now, now);
    if (row->renewals != m_renewals)
        m_machine->renew(now);
    m_renewals = row->renewals;
    m_session.renewals = row->renewals;
    if (!row->verifyCode.isEmpty()) {
        const auto digits = m_parts.registry.takeVerifyCode(m_session.id);
        if (digits && !digits->isEmpty())
            (void)m_machine->enterDigits(*digits, now);
    }
    return *mine;
}

void BindPoller::startTask(const ilink::LoginTask &task)
{
    m_tasks->run([this, task] {
        Answer answer;
        answer.code = task.code;
        // The server holds a poll for about 35 s.
        const Call call = Call::in(45s, m_tasksStop.token());
        if (task.kind == ilink::LoginTask::Kind::FetchCode)
            answer.fetched = m_parts.login.fetchCode(m_knownTokens, call);
        else
            answer.polled = m_parts.login.poll(task.token, task.host, task.verifyCode, call);
        {
            const std::lock_guard lock(m_mutex);
            m_answers.push_back(std::move(answer));
        }
        m_wake.notify_all();
    });
}

void BindPoller::takeAnswers(std::chrono::milliseconds atMost)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, atMost, [this] { return !m_answers.empty(); });
    auto answers = std::exchange(m_answers, {});
    lock.unlock();
    const qint64 now = m_parts.clock.wallMs();
    for (const auto &answer : answers) {
        if (answer.fetched)
            m_machine->fetched(*answer.fetched, now);
        else
            m_machine->polled(answer.code, *answer.polled, now);
    }
}

void BindPoller::show()
{
    const LoginView view = m_machine->view(m_parts.clock.wallMs());
    BindSession next = m_session;
    next.state = stateFrom(view);
    next.link = view.kind == LoginView::Kind::Code ? view.content : QString();
    next.issuedAt = view.issuedAt;
    next.expiresAt = view.expiresAt;
    next.machine = m_machine->state().serialised();
    const QStringList events = m_machine->takeEvents();
    for (const auto &event : events)
        if (event == "expired"_L1 || event == "verify_code_blocked"_L1)
            next.notice = u"%1 %2"_s.arg(event).arg(m_machine->state().lastCodeId);
    next.message = m_problem.isEmpty() ? view.problem : m_problem;
    const bool same = next.state == m_session.state && next.link == m_session.link && next.machine == m_session.machine
        && next.message == m_session.message && next.expiresAt == m_session.expiresAt
        && next.notice == m_session.notice;
    if (same || view.kind == LoginView::Kind::Ended)
        return;
    const bool visible = next.state != m_session.state || next.link != m_session.link
        || next.message != m_session.message || next.notice != m_session.notice;
    const auto written = m_parts.registry.writeSession(next);
    if (!written)
        qCWarning(logCore) << "the login of" << m_tenantName << "could not be written down:" << written.error().text();
    if (!written || !*written)
        return;
    m_session = next;
    if (visible)
        m_parts.changed(m_session.tenantId);
}

void BindPoller::conclude()
{
    switch (m_machine->end()) {
    case LoginEnd::Confirmed:
        confirm();
        return;
    case LoginEnd::AlreadyBound:
        confirmAgain();
        return;
    case LoginEnd::Cancelled:
        endWith(u"cancelled"_s, translate("Bind", "The binding was cancelled."));
        return;
    case LoginEnd::TimeLimit:
    case LoginEnd::RefreshLimit:
        // Where no code could be had, nobody could scan one.
        endWith(m_session.message.isEmpty() ? u"expired"_s : u"failed"_s, m_machine->endError().text());
        return;
    case LoginEnd::Refused:
    case LoginEnd::Running:
        endWith(u"failed"_s, m_machine->endError().text());
        return;
    }
}

Status BindPoller::secure(const ilink::Credentials &credentials, const QString &path)
{
    // Not ended by our own end: the token exists nowhere else.
    const Call call = Call::in(hostTime);
    HERMES_ASSIGN(const auto link, m_parts.links.link(m_hostId, call));
    HERMES_TRY(reserveCredentialFile(*link, path, call));
    failpoint(u"credentials.before"_s);
    HERMES_TRY(fillCredentialFile(*link, path, credentials, m_parts.clock.wallMs(), call));
    failpoint(u"credentials.after"_s);
    return {};
}

void BindPoller::confirm()
{
    const ilink::Credentials &credentials = m_machine->credentials();
    // iLink hands the token out once: nothing else happens until it is on the host's disk, however long that takes.
    const CancelToken stop = m_stop.token();
    for (Status saved = secure(credentials, m_session.archivePath); !saved;
         saved = secure(credentials, m_session.archivePath)) {
        qCWarning(logCore) << "the credentials of" << m_tenantName
                           << "are not yet on the host:" << saved.error().text();
        if (stop.waitFor(1s))
            return;
    }
    bindTo({m_session.tenantId, credentials.botId, credentials.userId, credentials.baseUrl, credentials.token.sha256(),
        0, m_session.archivePath, m_parts.clock.wallMs()});
}

/// `binded_redirect`: this WeChat already holds a token that we sent along. The newest archived one is it.
void BindPoller::confirmAgain()
{
    const auto bound = m_parts.registry.binding(m_session.tenantId);
    if (bound && *bound) {
        endWith(u"binded_redirect"_s,
            translate("Bind", "This WeChat is already bound to this tenant; nothing was changed."));
        return;
    }
    endWith(u"failed"_s,
        translate("Bind",
            "This WeChat is bound to an older login of this tenant, whose credentials are in the host's archive."));
}

void BindPoller::bindTo(const Binding &binding)
{
    failpoint(u"binding.before"_s);
    const auto bound = m_parts.registry.confirmBinding(m_session.id, binding, m_parts.actor);
    failpoint(u"binding.after"_s);
    if (!bound) {
        qCWarning(logCore) << "the binding of" << m_tenantName << "was not recorded:" << bound.error().text();
        return; // the filled file on the host is found again
    }
    m_session.endedAt = m_parts.clock.wallMs();
    if (bound->heldBy.isEmpty())
        return;
    // Another process may be at work on the tenant just now; its turns are short.
    constexpr int mostTries = 120;
    const CancelToken stop = m_stop.token();
    for (int tries = 0; tries < mostTries; ++tries) {
        const Status blocked = m_parts.reconciler.block(m_session.tenantId, reasons::bindingHeldBy,
            translate("Bind", "The WeChat that scanned belongs to tenant %1.").arg(bound->heldBy),
            translate("Bind",
                "One WeChat serves one tenant. Move it here (hermes-admin bind %2 --move-from %1), or give %1 another "
                "one (hermes-admin rebind %1) and bind %2 again. The new login is kept in the archive.")
                .arg(bound->heldBy, m_tenantName));
        if (blocked)
            return;
        if (blocked.error().kind != ErrorKind::Conflict || stop.waitFor(500ms)) {
            qCWarning(logCore) << m_tenantName << "could not be blocked:" << blocked.error().text();
            return;
        }
    }
}

/// Another code may be confirmed while its poll is under way: what it brings is handed out once, too.
void BindPoller::awaitLate()
{
    const CancelToken stop = m_stop.token();
    for (const Deadline until = Deadline::in(lateTime);
         m_machine->isPolling() && !until.expired() && !stop.isCancelled();) {
        takeAnswers(250ms);
        secureLate();
    }
}

void BindPoller::secureLate()
{
    const auto late = m_machine->lateCredentials();
    for (; m_lateSecured < late.size(); ++m_lateSecured) {
        const QString path
            = QString(m_session.archivePath).replace(u".json"_s, u"-late%1.json"_s.arg(m_lateSecured + 1));
        if (const Status saved = secure(late.at(m_lateSecured), path); !saved)
            qCCritical(logCore) << "a late login of" << m_tenantName
                                << "could not be archived:" << saved.error().text();
    }
}

void BindPoller::endWith(const QString &state, const QString &message)
{
    m_session.endedAt = m_parts.clock.wallMs();
    if (const Status ended = m_parts.registry.endSession(m_session.id, state, message); !ended)
        qCWarning(logCore) << "the bind session could not be ended:" << ended.error().text();
}

} // namespace hermes

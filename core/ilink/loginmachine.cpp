#include "loginmachine.h"

#include <QRegularExpression>
#include <algorithm>

namespace hermes::ilink {

using namespace Qt::StringLiterals;

namespace {

constexpr int lastTries = 3; ///< failed polls after which a code past its time is given up

bool meansTryAgain(ErrorKind kind)
{
    return kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::Remote
        || kind == ErrorKind::Cancelled;
}

} // namespace

LoginMachine::LoginMachine(MachineSettings settings, qint64 now)
    : m_settings(settings)
{
    m_state.startedAt = now;
    m_state.limitAt = now + settings.limitMs;
}

LoginMachine::LoginMachine(MachineSettings settings, LoginState state)
    : m_settings(settings)
    , m_state(std::move(state))
{ }

void LoginMachine::look(bool somebody, qint64 now)
{
    if (somebody && !m_state.looking) {
        m_state.limitAt = std::max(m_state.limitAt, now + m_settings.limitMs);
        m_state.issued = 0;
    }
    m_state.looking = somebody;
}

void LoginMachine::renew(qint64 now)
{
    if (m_end != LoginEnd::Running || inHand())
        return;
    // No code has the last id any more, so none is showable; those that are out are polled on.
    ++m_state.lastCodeId;
    m_state.issued = 0;
    m_state.nextFetchAt = now;
    m_state.limitAt = std::max(m_state.limitAt, now + m_settings.limitMs);
}

Status LoginMachine::enterDigits(const QString &digits, qint64 now)
{
    static const QRegularExpression form(u"\\A[0-9]{1,12}\\z"_s);
    if (!form.match(digits).hasMatch())
        return fail(ErrorKind::Invalid, translate("ILink", "These are not the digits that the phone shows"), {},
            translate("ILink", "Enter digits only, such as 4711."));
    const LoginCode *wanted = inHand();
    if (m_end != LoginEnd::Running || !wanted || wanted->stage != LoginCode::Stage::NeedDigits)
        return fail(ErrorKind::Conflict, translate("ILink", "WeChat does not ask for digits now"), {},
            translate("ILink", "Wait until the phone shows digits."));
    LoginCode *code = find(wanted->id);
    code->digits = digits;
    code->wrongDigits = false;
    code->nextPollAt = now;
    return {};
}

void LoginMachine::cancel()
{
    if (m_end == LoginEnd::Running)
        finish(LoginEnd::Cancelled);
}

QList<LoginTask> LoginMachine::takeTasks(qint64 now)
{
    advance(now);
    QList<LoginTask> tasks;
    if (m_end != LoginEnd::Running)
        return tasks;
    if (wantsCode(now) && !m_fetching && now >= m_state.nextFetchAt) {
        m_fetching = true;
        tasks.append(LoginTask{});
    }
    for (LoginCode &code : m_state.codes) {
        if (!mayPoll(code) || now < code.nextPollAt)
            continue;
        m_polls.insert(code.id, code.digits);
        tasks.append({LoginTask::Kind::Poll, code.id, code.token, code.host, code.digits});
    }
    return tasks;
}

std::optional<qint64> LoginMachine::wakeAt(qint64 now) const
{
    if (m_end != LoginEnd::Running)
        return {};
    qint64 at = m_state.limitAt > now ? m_state.limitAt : now + m_settings.limitMs;
    if (wantsCode(now) && !m_fetching)
        at = std::min(at, m_state.nextFetchAt);
    if (const LoginCode *code = showable(now))
        at = std::min(at, code->issuedAt + m_settings.codeLifeMs);
    for (const LoginCode &code : m_state.codes) {
        if (mayPoll(code))
            at = std::min(at, code.nextPollAt);
        else if (!m_polls.contains(code.id))
            at = std::min(at, code.giveUpAt);
    }
    return std::max(at, now);
}

void LoginMachine::fetched(const Result<Code> &result, qint64 now)
{
    m_fetching = false;
    if (m_end != LoginEnd::Running)
        return;
    if (!result) {
        m_state.nextFetchAt = now + m_settings.delayMs;
        if (!meansTryAgain(result.error().kind)) {
            m_error = result.error();
            finish(LoginEnd::Refused);
        } else if (result.error().kind != ErrorKind::Cancelled) {
            m_problem = result.error().text();
        }
        return;
    }
    m_problem.clear();
    ++m_state.issued;
    m_state.nextFetchAt = now + m_settings.delayMs;
    LoginCode code;
    code.id = ++m_state.lastCodeId;
    code.token = result->token;
    code.content = result->content;
    code.issuedAt = now;
    code.giveUpAt = now + m_settings.pollOnMs;
    code.nextPollAt = now;
    m_state.codes.append(code);
    m_events.append(u"qr"_s);
}

void LoginMachine::polled(int id, const Result<PollAnswer> &result, qint64 now)
{
    const QString sentDigits = m_polls.take(id);
    if (result && result->status == PollStatus::Confirmed) {
        if (m_end != LoginEnd::Running) {
            m_late.append(result->credentials);
            return;
        }
        m_credentials = result->credentials;
        m_events.append(pollStatusName(PollStatus::Confirmed));
        finish(LoginEnd::Confirmed);
        return;
    }
    LoginCode *code = find(id);
    if (m_end != LoginEnd::Running || !code)
        return;
    code->nextPollAt = now + m_settings.delayMs;
    if (result) {
        code->failures = 0;
        m_problem.clear();
        answered(*code, *result, sentDigits, now);
    } else if (!meansTryAgain(result.error().kind)) {
        m_error = result.error();
        finish(LoginEnd::Refused);
    } else if (result.error().kind != ErrorKind::Cancelled) {
        ++code->failures;
        m_problem = result.error().text();
    }
    // Given up only here, so that a machine that slept through a code's time still asks once what became of it.
    if (code = find(id); code && now >= code->giveUpAt && (result || code->failures >= lastTries))
        drop(id, u"expired"_s);
}

void LoginMachine::answered(LoginCode &code, const PollAnswer &answer, const QString &sentDigits, qint64 now)
{
    const QString name = pollStatusName(answer.status);
    switch (answer.status) {
    case PollStatus::Wait:
        if (code.stage != LoginCode::Stage::Waiting || !code.waited)
            m_events.append(name);
        code.waited = true;
        code.digits.clear();
        code.stage = LoginCode::Stage::Waiting;
        break;
    case PollStatus::ScanedButRedirect:
        if (!answer.redirectHost.isEmpty() && answer.redirectHost != code.host) {
            code.host = answer.redirectHost;
            code.nextPollAt = now;
        }
        scanned(code, LoginCode::Stage::Scanned, pollStatusName(PollStatus::Scaned), now);
        break;
    case PollStatus::Scaned:
        code.digits.clear();
        scanned(code, LoginCode::Stage::Scanned, name, now);
        break;
    case PollStatus::NeedVerifyCode:
        code.wrongDigits = !sentDigits.isEmpty();
        if (code.digits == sentDigits)
            code.digits.clear();
        if (code.wrongDigits)
            m_events.append(name);
        scanned(code, LoginCode::Stage::NeedDigits, name, now);
        break;
    case PollStatus::VerifyCodeBlocked:
    case PollStatus::Expired:
        drop(code.id, name);
        break;
    case PollStatus::BindedRedirect:
        m_events.append(name);
        finish(LoginEnd::AlreadyBound);
        break;
    case PollStatus::Confirmed:
        break;
    }
}

void LoginMachine::scanned(LoginCode &code, LoginCode::Stage stage, const QString &event, qint64 now)
{
    if (code.stage == LoginCode::Stage::Waiting)
        code.giveUpAt = std::max(code.giveUpAt, now + m_settings.pollOnMs);
    if (code.stage != stage)
        m_events.append(event);
    code.stage = stage;
}

void LoginMachine::advance(qint64 now)
{
    if (m_end != LoginEnd::Running)
        return;
    if (const LoginCode *newest = m_state.codes.isEmpty() ? nullptr : &m_state.codes.back();
        newest && newest->id != m_masked && newest->stage == LoginCode::Stage::Waiting && !showable(now)) {
        m_masked = newest->id;
        m_events.append(u"masked"_s);
    }
    // Without digits such a code is not polled, so nobody else would notice its end.
    const auto forgotten
        = [&](const LoginCode &code) { return !mayPoll(code) && !m_polls.contains(code.id) && now >= code.giveUpAt; };
    if (m_state.codes.removeIf(forgotten) > 0)
        m_events.append(u"expired"_s);
    if (now >= m_state.limitAt) {
        m_state.codes.removeIf([](const LoginCode &code) { return code.stage == LoginCode::Stage::Waiting; });
        if (m_state.codes.isEmpty())
            finish(LoginEnd::TimeLimit);
    } else if (m_state.looking && m_state.codes.isEmpty() && !m_fetching && m_state.issued > m_settings.maxRefreshes) {
        finish(LoginEnd::RefreshLimit);
    }
}

LoginView LoginMachine::view(qint64 now) const
{
    using Kind = LoginView::Kind;
    LoginView view;
    view.problem = m_problem;
    if (m_end != LoginEnd::Running) {
        view = {};
        view.kind = Kind::Ended;
    } else if (const LoginCode *code = inHand()) {
        const bool digits = code->stage == LoginCode::Stage::NeedDigits;
        view.kind = digits ? Kind::NeedDigits : Kind::Scanned;
        view.wrongDigits = digits && code->wrongDigits;
        view.checkingDigits = digits && !code->digits.isEmpty();
    } else if (const LoginCode *code = showable(now); code && m_state.looking && !m_held) {
        view.kind = Kind::Code;
        view.content = code->content;
        view.issuedAt = code->issuedAt;
        view.expiresAt = code->issuedAt + m_settings.codeLifeMs;
    } else if (wantsCode(now)) {
        view.kind = Kind::Preparing;
    }
    return view;
}

Error LoginMachine::endError() const
{
    const QString again = translate("ILink", "Start the binding again.");
    switch (m_end) {
    case LoginEnd::TimeLimit:
        return {ErrorKind::Timeout, translate("ILink", "The binding ended: nobody confirmed a code in time"), m_problem,
            again};
    case LoginEnd::RefreshLimit:
        return {ErrorKind::Timeout,
            translate("ILink", "The binding ended: too many codes were shown and none was confirmed"), m_problem,
            again};
    case LoginEnd::Cancelled:
        return {ErrorKind::Cancelled, translate("ILink", "The binding was cancelled"), {}, again};
    default:
        return m_error;
    }
}

QStringList LoginMachine::takeEvents()
{
    return std::exchange(m_events, {});
}

void LoginMachine::finish(LoginEnd end)
{
    m_end = end;
    m_state.codes.clear();
}

void LoginMachine::drop(int id, const QString &event)
{
    m_state.codes.removeIf([id](const LoginCode &code) { return code.id == id; });
    m_events.append(event);
}

LoginCode *LoginMachine::find(int id)
{
    const auto at = std::find_if(
        m_state.codes.begin(), m_state.codes.end(), [id](const LoginCode &code) { return code.id == id; });
    return at == m_state.codes.end() ? nullptr : &*at;
}

/// The code that a customer has scanned, the newest of them.
const LoginCode *LoginMachine::inHand() const
{
    const auto at = std::find_if(m_state.codes.rbegin(), m_state.codes.rend(),
        [](const LoginCode &code) { return code.stage != LoginCode::Stage::Waiting; });
    return at == m_state.codes.rend() ? nullptr : &*at;
}

const LoginCode *LoginMachine::showable(qint64 now) const
{
    const LoginCode *newest = m_state.codes.isEmpty() ? nullptr : &m_state.codes.back();
    const bool fresh = newest && newest->stage == LoginCode::Stage::Waiting && newest->id == m_state.lastCodeId
        && now < newest->issuedAt + m_settings.codeLifeMs;
    return fresh ? newest : nullptr;
}

bool LoginMachine::wantsCode(qint64 now) const
{
    return m_end == LoginEnd::Running && m_state.looking && !m_held && now < m_state.limitAt && !inHand()
        && !showable(now) && m_state.issued <= m_settings.maxRefreshes;
}

bool LoginMachine::mayPoll(const LoginCode &code) const
{
    // While the customer reads the digits Tencent's client does not poll either: a poll without them might count as a
    // wrong try.
    const bool hasSomethingToAsk = code.stage != LoginCode::Stage::NeedDigits || !code.digits.isEmpty();
    return hasSomethingToAsk && !m_polls.contains(code.id);
}

} // namespace hermes::ilink

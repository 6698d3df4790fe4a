#include "session.h"

#include "exitcodes.h"
#include "logging.h"

#include <QDir>
#include <QFileInfo>
#include <cmath>

namespace hermes::cli {

namespace {

Call callFor(const GlobalOptions &options, CancelToken cancel)
{
    if (options.timeoutSeconds <= 0)
        return {Deadline::never(), std::move(cancel)};
    return Call::in(std::chrono::milliseconds(std::llround(options.timeoutSeconds * 1000)), std::move(cancel));
}

QString afterwards(const Tenant &tenant, bool worker)
{
    if (worker)
        return QStringLiteral("A worker goes on with it.");
    switch (tenant.phase) {
    case Phase::Ready:
    case Phase::BindWait:
    case Phase::Paused:
    case Phase::Gone:
        return {};
    default:
        return QStringLiteral("Nothing drives it now.");
    }
}

} // namespace

Session::Session(GlobalOptions options, FleetOptions fleetOptions, QString userName, Output &output, Terminal &terminal,
    CancelToken cancel)
    : m_options(std::move(options))
    , m_fleetOptions(std::move(fleetOptions))
    , m_userName(std::move(userName))
    , m_output(output)
    , m_terminal(terminal)
    , m_call(callFor(m_options, std::move(cancel)))
{ }

Session::~Session() = default;

Result<Fleet *> Session::fleet()
{
    if (m_fleet)
        return m_fleet.get();
    HERMES_TRY(takeHostSecret());
    const QString directory = m_fleetOptions.dataDir;
    if (!QDir().mkpath(directory + QStringLiteral("/logs")) || !QFileInfo(directory).isWritable())
        return fail(ErrorKind::Invalid, QStringLiteral("The data directory cannot be written."), directory,
            QStringLiteral("Choose another with --data-dir or HERMES_ADMIN_HOME, or change its owner."));
    QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    logToFile(directory + QStringLiteral("/logs/hermes-admin.log"), m_options.verbose);
    m_fleetOptions.askSecret
        = [this](const HostAccess &access, const QString &prompt) { return hostSecret(access, prompt); };
    m_fleetOptions.stop = m_call.cancel;
    HERMES_ASSIGN(m_fleet, Fleet::open(m_fleetOptions, m_clock, m_random));
    return m_fleet.get();
}

Result<QByteArray> Session::takeStandardInput(const QString &forWhat)
{
    if (!m_inputTakenFor.isEmpty())
        return fail(ErrorKind::Invalid,
            QStringLiteral("Standard input cannot be both %1 and %2.").arg(m_inputTakenFor, forWhat), {},
            QStringLiteral("Give one of them as a file: --secret KEY=@FILE."));
    m_inputTakenFor = forWhat;
    QByteArray all;
    char buffer[4096];
    while (const size_t count = std::fread(buffer, 1, sizeof buffer, stdin))
        all.append(buffer, static_cast<qsizetype>(count));
    return all;
}

Status Session::takeHostSecret()
{
    if (!m_options.passphraseStdin && !m_options.passwordStdin)
        return {};
    if (m_options.passphraseStdin && m_options.passwordStdin)
        return fail(ErrorKind::Invalid, QStringLiteral("--passphrase-stdin and --password-stdin exclude each other."));
    const QString what = m_options.passwordStdin ? QStringLiteral("the password") : QStringLiteral("the passphrase");
    HERMES_ASSIGN(QByteArray typed, takeStandardInput(what));
    while (typed.endsWith('\n') || typed.endsWith('\r'))
        typed.chop(1);
    m_hostSecret = Secret(typed);
    wipe(typed);
    if (m_hostSecret.isEmpty())
        return fail(ErrorKind::Invalid, QStringLiteral("Standard input did not hold %1.").arg(what), {},
            QStringLiteral("Pipe it in, or leave the option out and type it at the question."));
    return {};
}

Secret Session::hostSecret(const HostAccess &access, const QString &prompt)
{
    if (!m_hostSecret.isEmpty())
        return m_hostSecret;
    // Two hosts may ask at once, each on its own thread; and one that asks again after a lost link is answered from
    // memory.
    const std::lock_guard lock(m_secretsMutex);
    const QString key = access.hostName + QLatin1Char('\n') + prompt;
    if (m_typedSecrets.contains(key))
        return m_typedSecrets.value(key);
    const QString question = prompt.endsWith(QLatin1Char(' ')) ? prompt
        : prompt.endsWith(QLatin1Char(':'))                    ? prompt + QLatin1Char(' ')
                                                               : prompt + QStringLiteral(": ");
    const auto typed = m_terminal.askSecret(question);
    if (typed && !typed->isEmpty())
        m_typedSecrets.insert(key, *typed);
    return typed.value_or(Secret());
}

QString Session::tenantState()
{
    const auto row = m_fleet->tenant(m_tenant);
    if (!row)
        return row.error().kind == ErrorKind::NotFound
            ? QStringLiteral("Tenant '%1' is not in the registry.").arg(m_tenant)
            : QStringLiteral("The state of tenant '%1' could not be read: %2").arg(m_tenant, row.error().message);
    const Tenant &tenant = row->tenant;
    QStringList sentences{
        QStringLiteral("Tenant '%1' was left in phase %2, generation %3%4.")
            .arg(m_tenant, phaseName(tenant.phase))
            .arg(tenant.generation)
            .arg(row->hostName.isEmpty() ? QString() : QStringLiteral(", on host '%1'").arg(row->hostName))};
    if (const auto details = m_fleet->details(m_tenant))
        for (const Operation &operation : details->operations)
            if (operation.outcome.isEmpty() || operation.outcome == QLatin1String("unknown"))
                if (operation.generation == tenant.generation) {
                    sentences
                        << QStringLiteral("Its step '%1' was under way and may have happened.").arg(operation.step);
                    break;
                }
    sentences << afterwards(tenant, m_fleet->registry().hasLiveWorker().value_or(false));
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString Session::hostState()
{
    const auto row = m_fleet->host(m_host);
    if (!row)
        return QStringLiteral("Host '%1' is not in the registry.").arg(m_host);
    return QStringLiteral("Host '%1' is recorded; its state is %2.").arg(m_host, hostStateName(row->state));
}

Error Session::explained(Error error)
{
    if (error.kind != ErrorKind::Cancelled && error.kind != ErrorKind::Timeout)
        return error;
    QString state;
    if (!m_fleet)
        state = QStringLiteral("Nothing was touched.");
    else if (!m_tenant.isEmpty())
        state = tenantState();
    else if (!m_host.isEmpty())
        state = hostState();
    if (error.kind == ErrorKind::Cancelled) {
        if (error.hint.isEmpty() && !m_tenant.isEmpty())
            error.hint = QStringLiteral("The same command again goes on from there.");
        return Error{error.kind, QStringLiteral("Cancelled."), state, error.hint};
    }
    error.detail = error.detail.isEmpty() ? state : error.detail + QLatin1Char('\n') + state;
    if (error.hint.isEmpty())
        error.hint = QStringLiteral("The same command again goes on from there; --timeout SECONDS gives it longer.");
    return error;
}

bool Session::isHostSilent()
{
    if (!m_fleet)
        return false;
    QString name = m_host;
    if (name.isEmpty() && !m_tenant.isEmpty())
        if (const auto row = m_fleet->tenant(m_tenant))
            name = row->hostName;
    const auto row = m_fleet->host(name);
    return row && row->state != HostState::Ready && row->state != HostState::Degraded;
}

} // namespace hermes::cli

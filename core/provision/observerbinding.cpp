#include "observer.h"

#include "containerspec.h"
#include "tar.h"

/// What a home says of its tenant's WeChat.
namespace hermes {

using namespace Qt::StringLiterals;

Result<QString> Observer::accountHash(
    HostLink &link, const QString &containerId, const QString &botId, const Call &call)
{
    {
        const std::lock_guard lock(m_mutex);
        const QString known = m_memory.value(containerId).accountSha256;
        if (!known.isEmpty())
            return known;
    }
    const auto archive = link.engine->getArchive(
        containerId, containers::homeTarget + u"/weixin/accounts/"_s + botId + u".json"_s, call);
    if (!archive)
        return archive.error().kind == ErrorKind::NotFound ? Result<QString>(QString())
                                                           : tl::unexpected<Error>(archive.error());
    HERMES_ASSIGN(const auto entries, docker::readTar(*archive));
    if (entries.isEmpty())
        return QString();
    const auto account = home::parseAccount(entries.first().content, botId);
    const QString hash = account ? account->token.sha256() : QString();
    const std::lock_guard lock(m_mutex);
    m_memory[containerId].accountSha256 = hash;
    return hash;
}

Result<home::LogVerdict> Observer::newestLogSign(HostLink &link, const QString &containerId, const Call &call)
{
    const QString path = containers::homeTarget + u"/logs/gateway.log"_s;
    Memory memory;
    {
        const std::lock_guard lock(m_mutex);
        memory = m_memory.value(containerId);
    }
    const auto stat = link.engine->statArchive(containerId, path, call);
    if (!stat)
        return stat.error().kind == ErrorKind::NotFound ? Result<home::LogVerdict>(memory.log)
                                                        : tl::unexpected<Error>(stat.error());
    if (stat->size == memory.logSize)
        return memory.log;
    // Only what is new is read; a shorter file was rotated and is read from its start.
    const qint64 from = stat->size > memory.logSize ? memory.logSize : 0;
    docker::ExecOptions options;
    options.user = QString::number(home::hermesUid);
    HERMES_ASSIGN(const auto tail,
        link.engine->exec(containerId, {u"tail"_s, u"-c"_s, u"+%1"_s.arg(from + 1), path}, options, call));
    const home::LogVerdict sign = home::newestSign(tail.out);
    if (sign.sign != home::LogSign::None)
        memory.log = sign;
    const std::lock_guard lock(m_mutex);
    m_memory[containerId].logSize = stat->size;
    m_memory[containerId].log = memory.log;
    return memory.log;
}

Status Observer::judgeBinding(
    HostLink &link, const Binding &binding, const ContainerSeen &container, qint64 nowMs, Seen &seen, const Call &call)
{
    home::BoundEvidence evidence;
    evidence.wantedTokenSha256 = binding.tokenSha256;
    const bool isHashKnown = [&] {
        const std::lock_guard lock(m_mutex);
        return !m_memory.value(container.id).accountSha256.isEmpty();
    }();
    Asked<Result<QString>> hash;
    if (!isHashKnown)
        hash = ask(link, [&] { return accountHash(link, container.id, binding.botId, call); });
    auto log = ask(link, [&] { return newestLogSign(link, container.id, call); });
    const auto sync
        = link.engine->statArchive(container.id, containers::homeTarget + u'/' + home::syncPath(binding.botId), call);
    HERMES_ASSIGN(
        evidence.accountTokenSha256, isHashKnown ? accountHash(link, container.id, binding.botId, call) : hash.get());
    HERMES_ASSIGN(evidence.log, log.get());
    evidence.containerStarted = QDateTime::fromMSecsSinceEpoch(container.startedAt, Qt::UTC);
    if (sync)
        evidence.syncModified = sync->modified;
    else if (sync.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(sync.error());
    seen.bound = home::judgeBound(evidence, QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC));
    seen.boundMessage = evidence.log.line;
    return {};
}

} // namespace hermes

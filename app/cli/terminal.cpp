#include "terminal.h"

namespace hermes::cli {

Terminal Terminal::standard(CancelToken cancel)
{
    FILE *live = system::isTerminal(stderr) ? stderr : system::isTerminal(stdout) ? stdout : nullptr;
    return Terminal(live, system::isTerminal(stdin), std::move(cancel));
}

system::Size Terminal::size() const
{
    return m_live ? system::terminalSize(m_live) : system::Size{};
}

void Terminal::write(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), m_live);
    std::fflush(m_live);
}

// The cursor always stands at the end of the block's last line.
QByteArray Terminal::eraseBlock() const
{
    if (m_block.isEmpty())
        return {};
    const qsizetype up = m_block.size() - 1;
    if (up >= size().rows)
        return "\x1b[2J\x1b[H";
    return (up > 0 ? "\r\x1b[" + QByteArray::number(up) + "A" : QByteArray("\r")) + "\x1b[J";
}

void Terminal::showBlock(const QStringList &lines)
{
    const std::lock_guard lock(m_mutex);
    if (!m_live || m_typing || lines == m_block)
        return;
    const bool onlyLast = !lines.isEmpty() && lines.size() == m_block.size()
        && std::equal(lines.begin(), lines.end() - 1, m_block.begin());
    if (onlyLast)
        write("\r\x1b[K" + lines.last().toUtf8());
    else
        write(eraseBlock() + lines.join(QLatin1Char('\n')).toUtf8());
    m_block = lines;
}

void Terminal::printAbove(const QString &line)
{
    const std::lock_guard lock(m_mutex);
    if (!m_live)
        return;
    if (m_typing) {
        m_later << line;
        return;
    }
    write(eraseBlock() + line.toUtf8() + '\n' + m_block.join(QLatin1Char('\n')).toUtf8());
}

void Terminal::beginQuestion(const QString &question)
{
    const std::lock_guard lock(m_mutex);
    m_typing = true;
    write(eraseBlock() + question.toUtf8());
    m_block.clear();
}

void Terminal::endQuestion()
{
    const std::lock_guard lock(m_mutex);
    m_typing = false;
    for (const QString &line : std::exchange(m_later, {}))
        write(line.toUtf8() + '\n');
}

Result<QByteArray> Terminal::type(const QString &question, bool echo, const CancelToken &also)
{
    if (!canAsk())
        return fail(ErrorKind::Invalid, QStringLiteral("There is no terminal to ask on."));
    const std::lock_guard lock(m_asking);
    CancelSource given;
    const auto first = m_cancel.onCancel([&given] { given.cancel(); });
    const auto second = also.onCancel([&given] { given.cancel(); });
    beginQuestion(question);
    auto typed = system::readTypedLine(echo, given.token());
    endQuestion();
    if (given.token().isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    return typed.value_or(QByteArray());
}

Result<QString> Terminal::ask(const QString &question)
{
    return ask(question, {});
}

Result<QString> Terminal::ask(const QString &question, const CancelToken &also)
{
    HERMES_ASSIGN(const QByteArray typed, type(question, true, also));
    return QString::fromUtf8(typed).trimmed();
}

Result<Secret> Terminal::askSecret(const QString &question)
{
    HERMES_ASSIGN(QByteArray typed, type(question, false, {}));
    Secret secret(typed);
    wipe(typed);
    return secret;
}

} // namespace hermes::cli

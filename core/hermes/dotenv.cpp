#include "dotenv.h"

namespace hermes::home {

namespace {

bool isLineBreak(char c)
{
    return c == '\n' || c == '\r';
}
bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || (c >= '\x1c' && c <= '\x1f');
}
bool isSpace(char c)
{
    return isBlank(c) || isLineBreak(c);
}

char escaped(char letter, char quote)
{
    if (quote == '\'')
        return letter == '\\' || letter == '\'' ? letter : '\0';
    switch (letter) {
    case '\\':
    case '\'':
    case '"':
        return letter;
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return '\0';
    }
}

class Reader {
public:
    explicit Reader(const QByteArray &text)
        : m_text(text)
    { }

    bool next(DotenvEntry &entry)
    {
        entry = {};
        entry.begin = m_at;
        for (; m_at < m_text.size() && isSpace(m_text.at(m_at)); ++m_at) {
            if (isLineBreak(m_text.at(m_at)))
                entry.begin = m_at + 1;
        }
        if (m_at == m_text.size())
            return false;
        entry.broken = !binding(entry);
        if (entry.broken)
            skipLine();
        entry.end = m_at;
        return true;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text.at(m_at) : '\0'; }
    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }

    void skipBlanks()
    {
        while (!atEnd() && isBlank(peek()))
            ++m_at;
    }

    void skipLine()
    {
        while (!atEnd() && !isLineBreak(peek()))
            ++m_at;
        lineBreak();
    }

    bool lineBreak()
    {
        if (atEnd())
            return true;
        if (!isLineBreak(peek()))
            return false;
        m_at += m_text.mid(m_at, 2) == "\r\n" ? 2 : 1;
        return true;
    }

    bool binding(DotenvEntry &entry)
    {
        if (m_text.mid(m_at, 6) == "export" && m_at + 6 < m_text.size() && isBlank(m_text.at(m_at + 6))) {
            m_at += 6;
            skipBlanks();
        }
        if (peek() != '#' && !key(entry.key))
            return false;
        skipBlanks();
        if (peek() == '=') {
            ++m_at;
            skipBlanks();
            entry.hasValue = true;
            if (!value(entry.value))
                return false;
        }
        skipBlanks();
        if (peek() == '#') {
            while (!atEnd() && !isLineBreak(peek()))
                ++m_at;
        }
        return lineBreak();
    }

    bool key(QByteArray &to)
    {
        const qsizetype from = m_at;
        if (peek() == '\'') {
            const qsizetype close = m_text.indexOf('\'', m_at + 1);
            if (close <= from + 1)
                return false;
            to = m_text.mid(from + 1, close - from - 1);
            m_at = close + 1;
            return true;
        }
        while (!atEnd() && peek() != '=' && peek() != '#' && !isSpace(peek()))
            ++m_at;
        to = m_text.mid(from, m_at - from);
        return !to.isEmpty();
    }

    bool value(QByteArray &to)
    {
        if (peek() == '\'' || peek() == '"')
            return quoted(to, peek());
        const qsizetype from = m_at;
        while (!atEnd() && !isLineBreak(peek()))
            ++m_at;
        qsizetype end = m_at;
        for (qsizetype i = from + 1; i < m_at; ++i) {
            if (m_text.at(i) == '#' && isBlank(m_text.at(i - 1))) {
                end = i;
                break;
            }
        }
        while (end > from && isBlank(m_text.at(end - 1)))
            --end;
        to = m_text.mid(from, end - from);
        return true;
    }

    bool quoted(QByteArray &to, char quote)
    {
        const qsizetype from = m_at + 1;
        const qsizetype close = closingQuote(from, quote);
        if (close < 0)
            return false;
        m_at = close + 1;
        for (qsizetype i = from; i < close; ++i) {
            const char c = m_text.at(i);
            const char meant = c == '\\' && i + 1 < close ? escaped(m_text.at(i + 1), quote) : '\0';
            to += meant ? meant : c;
            if (meant)
                ++i;
        }
        return true;
    }

    /// A quote after a backslash closes only if no other one does: the original is a backtracking expression.
    [[nodiscard]] qsizetype closingQuote(qsizetype from, char quote) const
    {
        qsizetype last = -1;
        for (qsizetype i = m_text.indexOf(quote, from); i >= 0; i = m_text.indexOf(quote, i + 1)) {
            last = i;
            if (i == from || m_text.at(i - 1) != '\\')
                break;
        }
        return last;
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
};

} // namespace

QList<DotenvEntry> parseDotenv(const QByteArray &text)
{
    QList<DotenvEntry> entries;
    Reader reader(text);
    DotenvEntry entry;
    while (reader.next(entry))
        entries.append(entry);
    return entries;
}

} // namespace hermes::home

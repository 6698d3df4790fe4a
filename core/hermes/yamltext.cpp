#include "yamltext.h"

#include "result.h"

#include <optional>
#include <yaml-cpp/yaml.h>

namespace hermes::home::yaml {

namespace {

using Words = tl::expected<QByteArray, QString>;

/// The file comes from a home that the tenant's agent can write to: aliases must not blow it up.
struct Budget {
    int nodes = 100'000;
    int depth = 60;
};

bool fits(const YAML::Node &node, Budget &budget, int depth = 0)
{
    if (--budget.nodes < 0 || depth > budget.depth)
        return false;
    for (const auto &child : node) {
        const bool ok = node.IsMap() ? fits(child.first, budget, depth + 1) && fits(child.second, budget, depth + 1)
                                     : fits(child, budget, depth + 1);
        if (!ok)
            return false;
    }
    return true;
}

/// "?" marks a plain scalar (may be a number or a truth value), "!" a quoted one (always text).
std::string tagOf(const YAML::Node &node)
{
    return node.IsScalar() || node.Tag() != "?" ? node.Tag() : std::string();
}

/// Same meaning, in the same order.
bool same(const YAML::Node &a, const YAML::Node &b)
{
    if (a.Type() != b.Type() || a.size() != b.size() || tagOf(a) != tagOf(b))
        return false;
    if (a.IsScalar())
        return a.Scalar() == b.Scalar();
    auto other = b.begin();
    for (const auto &child : a) {
        const bool equal
            = a.IsMap() ? same(child.first, other->first) && same(child.second, other->second) : same(child, *other);
        if (!equal)
            return false;
        ++other;
    }
    return true;
}

void emit(YAML::Emitter &out, const YAML::Node &node)
{
    const std::string &tag = node.Tag();
    if (!tag.empty() && tag != "?" && tag != "!")
        out << YAML::VerbatimTag(tag);
    switch (node.Type()) {
    case YAML::NodeType::Undefined:
    case YAML::NodeType::Null:
        out << YAML::Null;
        break;
    case YAML::NodeType::Scalar:
        // yaml-cpp forgets that a scalar was quoted, and "0123" or "yes" would come back as something else.
        if (tag != "?")
            out << YAML::DoubleQuoted;
        out << node.Scalar();
        break;
    case YAML::NodeType::Sequence:
        out << YAML::BeginSeq;
        for (const auto &child : node)
            emit(out, child);
        out << YAML::EndSeq;
        break;
    case YAML::NodeType::Map:
        out << YAML::BeginMap;
        for (const auto &child : node) {
            out << YAML::Key;
            emit(out, child.first);
            out << YAML::Value;
            emit(out, child.second);
        }
        out << YAML::EndMap;
        break;
    }
}

tl::expected<YAML::Node, QString> load(const QByteArray &text)
{
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(text.toStdString());
        if (documents.size() > 1)
            return tl::unexpected(translate("Home", "it holds more than one YAML document"));
        const YAML::Node root = documents.empty() ? YAML::Node(YAML::NodeType::Null) : documents.front();
        Budget budget;
        if (!fits(root, budget))
            return tl::unexpected(translate("Home", "it is nested too deeply or too large"));
        return root;
    } catch (const std::exception &problem) {
        return tl::unexpected(QString::fromUtf8(problem.what()));
    }
}

/// The value of `key`, the last one if it is there twice, as Hermes' own parser takes it.
YAML::Node find(const YAML::Node &map, const QByteArray &key)
{
    YAML::Node found(YAML::NodeType::Undefined);
    if (!map.IsMap())
        return found;
    for (const auto &child : map) {
        if (child.first.IsScalar() && child.first.Scalar() == key.toStdString())
            found.reset(child.second);
    }
    return found;
}

bool isNothing(const YAML::Node &node)
{
    return !node.IsDefined() || node.IsNull();
}

int indentOf(const YAML::Node &node)
{
    return node.begin()->first.Mark().column;
}

QByteArray block(const QList<QByteArray> &path, qsizetype from, int indent, const QByteArray &value)
{
    QByteArray lines;
    for (qsizetype i = from; i < path.size(); ++i, indent += 2)
        lines += QByteArray(indent, ' ') + path[i] + (i + 1 == path.size() ? ": " + value : ":") + '\n';
    return lines;
}

/// The edited text, or nothing where no simple edit suggests itself. The caller checks what it means.
std::optional<QByteArray> edited(
    const QByteArray &text, const YAML::Node &root, const QList<QByteArray> &path, const QByteArray &value)
{
    if (isNothing(root) || (root.IsMap() && isNothing(find(root, path[0])))) {
        const bool open = !text.isEmpty() && !text.endsWith('\n');
        return text + (open ? "\n" : "") + block(path, 0, 0, value);
    }
    YAML::Node at(root);
    qsizetype depth = 0;
    while (depth < path.size() && !isNothing(find(at, path[depth])))
        at.reset(find(at, path[depth++]));
    if (depth == path.size()) {
        const auto length = qsizetype(at.IsScalar() ? at.Scalar().size() : 0);
        const qsizetype begin = at.Mark().pos;
        const bool quoted = at.Tag() == "!";
        if (length == 0 || begin < 0 || begin + length > text.size())
            return {};
        return text.left(begin) + value + text.mid(begin + length + (quoted ? 2 : 0));
    }
    if (!at.IsMap() || at.size() == 0 || at.begin()->first.Mark().pos < 0)
        return {};
    const qsizetype first = at.begin()->first.Mark().pos - indentOf(at);
    if (first < 0 || first > text.size())
        return {};
    return text.left(first) + block(path, depth, indentOf(at), value) + text.mid(first);
}

/// `node` with the value set; mappings on the way are made anew, so that a mapping shared through an alias is not
/// changed elsewhere. New keys go where edited() puts them: last in the document, first in a mapping.
YAML::Node withValue(const YAML::Node &node, const QList<QByteArray> &path, qsizetype depth, const QByteArray &value)
{
    const auto scalar = [](const QByteArray &text) {
        YAML::Node made(text.toStdString());
        made.SetTag("?");
        return made;
    };
    if (depth == path.size())
        return scalar(value);
    YAML::Node map(YAML::NodeType::Map);
    const YAML::Node below(YAML::NodeType::Undefined);
    const bool missing = !find(node, path[depth]).IsDefined();
    if (missing && depth > 0)
        map.force_insert(scalar(path[depth]), withValue(below, path, depth + 1, value));
    if (node.IsDefined() && node.IsMap()) {
        map.SetTag(node.Tag());
        for (const auto &child : node) {
            const bool ours = child.first.IsScalar() && child.first.Scalar() == path[depth].toStdString();
            map.force_insert(child.first, ours ? withValue(child.second, path, depth + 1, value) : child.second);
        }
    }
    if (missing && depth == 0)
        map.force_insert(scalar(path[depth]), withValue(below, path, depth + 1, value));
    return map;
}

bool means(const QByteArray &text, const YAML::Node &wanted)
{
    const auto read = load(text);
    return read && same(*read, wanted);
}

/// The key at which the way to the value is blocked by something that is not a mapping, or an empty string.
QString blockedAt(const YAML::Node &root, const QList<QByteArray> &path)
{
    YAML::Node at(root);
    for (const QByteArray &key : path) {
        if (!isNothing(at) && !at.IsMap())
            return QString::fromLatin1(key);
        at.reset(find(at, key));
    }
    return isNothing(at) || at.IsScalar() ? QString() : QString::fromLatin1(path.back());
}

Words changed(const QByteArray &text, const YAML::Node &root, const QList<QByteArray> &path, const QByteArray &value)
{
    YAML::Node at(root);
    for (const QByteArray &key : path)
        at.reset(find(at, key));
    if (at.IsDefined() && at.IsScalar() && at.Scalar() == value.toStdString())
        return text;
    const YAML::Node wanted = withValue(root, path, 0, value);
    if (const auto edit = edited(text, root, path, value); edit && means(*edit, wanted))
        return *edit;
    YAML::Emitter out;
    emit(out, wanted);
    const QByteArray anew = QByteArray(out.c_str(), qsizetype(out.size())) + '\n';
    if (!out.good() || !means(anew, wanted))
        return tl::unexpected(translate("Home", "it uses YAML that cannot be written again unchanged"));
    return anew;
}

} // namespace

Words withScalar(const QByteArray &text, const QList<QByteArray> &path, const QByteArray &value)
{
    const auto root = load(text);
    if (!root)
        return tl::unexpected(root.error());
    try {
        if (const QString key = blockedAt(*root, path); !key.isEmpty())
            return tl::unexpected(translate("Home", "what is at \"%1\" is not what Hermes expects there").arg(key));
        return changed(text, *root, path, value);
    } catch (const std::exception &problem) {
        return tl::unexpected(QString::fromUtf8(problem.what()));
    }
}

} // namespace hermes::home::yaml

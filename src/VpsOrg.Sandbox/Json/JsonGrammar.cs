namespace VpsOrg.Sandbox;

/// <summary>Whether a text is JSON by RFC 8259. Newtonsoft.Json reads more than that, which would hide a client's mistake.</summary>
internal sealed class JsonGrammar
{
    private const int DeepestNesting = 64;
    private readonly string _text;
    private int _at;

    private JsonGrammar(string text) => _text = text;

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    public static bool Accepts(string text)
    {
        var grammar = new JsonGrammar(text);
        return grammar.Value(0) && grammar._at == text.Length;
    }

    /// <summary>A value with the space around it.</summary>
    private bool Value(int depth)
    {
        Space();
        var isValue = depth <= DeepestNesting && Current switch
        {
            '{' => Group('}', () => Member(depth + 1)),
            '[' => Group(']', () => Value(depth + 1)),
            '"' => Text(),
            't' => Word("true"),
            'f' => Word("false"),
            'n' => Word("null"),
            _ => Number(),
        };
        Space();
        return isValue;
    }

    private bool Member(int depth)
    {
        Space();
        if (!Text())
        {
            return false;
        }

        Space();
        return Take(':') && Value(depth);
    }

    private bool Group(char end, Func<bool> element)
    {
        _at++;
        Space();
        if (Take(end))
        {
            return true;
        }

        do
        {
            if (!element())
            {
                return false;
            }
        }
        while (Take(','));
        return Take(end);
    }

    private bool Text()
    {
        if (!Take('"'))
        {
            return false;
        }

        while (Current >= ' ' && Current != '"')
        {
            if (!Take('\\'))
            {
                _at++;
            }
            else if (!Escape())
            {
                return false;
            }
        }

        return Take('"');
    }

    private bool Escape()
    {
        if (!Take('u'))
        {
            return "\"\\/bfnrt".Any(Take);
        }

        for (var digit = 0; digit < 4; digit++)
        {
            if (!Uri.IsHexDigit(Current))
            {
                return false;
            }

            _at++;
        }

        return true;
    }

    private bool Number()
    {
        Take('-');
        return (Take('0') || Digits()) && (!Take('.') || Digits()) && Exponent();
    }

    private bool Exponent()
    {
        if (!Take('e') && !Take('E'))
        {
            return true;
        }

        _ = Take('+') || Take('-');
        return Digits();
    }

    private bool Digits()
    {
        var start = _at;
        while (Current is >= '0' and <= '9')
        {
            _at++;
        }

        return _at > start;
    }

    private bool Word(string word)
    {
        var isWord = string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;
        _at += isWord ? word.Length : 0;
        return isWord;
    }

    private bool Take(char wanted)
    {
        var isThere = _at < _text.Length && _text[_at] == wanted;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Space()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }
}

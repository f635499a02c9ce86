using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox;

/// <summary>What is wrong with the fields of a body, in the form of Django REST Framework: field name, then complaints.</summary>
internal sealed class FieldErrors
{
    private readonly JObject _complaints = [];

    public bool Any => _complaints.Count > 0;

    public static Answer One(string field, string complaint)
    {
        var errors = new FieldErrors();
        errors.Add(field, complaint);
        return errors.ToAnswer();
    }

    public void Add(string field, string complaint)
    {
        if (_complaints[field] is JArray known)
        {
            known.Add(complaint);
        }
        else
        {
            _complaints[field] = new JArray(complaint);
        }
    }

    public Answer ToAnswer() => new Answer(400, Encoding.UTF8.GetBytes(_complaints.ToString(Formatting.None)));
}

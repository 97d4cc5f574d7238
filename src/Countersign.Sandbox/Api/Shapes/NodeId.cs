using System.Text;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>GitHub's opaque ids: here the kind and the number in Base64.</summary>
internal static class NodeId
{
    public static string Of(string kind, long id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{kind}{id}"));
}

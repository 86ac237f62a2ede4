# Varnish in front of a server, which is to store more: `Vary` is removed.
vcl 4.1;

backend server {
    .host = "HOST";
    .port = "PORT";
}

sub vcl_backend_response {
    unset beresp.http.Vary;
}

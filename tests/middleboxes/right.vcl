# Varnish in front of a server, as it is: it stores responses for two minutes, and follows `Vary`.
vcl 4.1;

backend server {
    .host = "HOST";
    .port = "PORT";
}

<?php
/** Fills an empty database: php install.php. Prints what the tests need to know as JSON. */

$site = parse_url( getenv( 'PARLEY_SITE' ) );
$_SERVER['HTTP_HOST']       = $site['host'] . ':' . $site['port'];
$_SERVER['SERVER_NAME']     = $site['host'];
$_SERVER['REMOTE_ADDR']     = '127.0.0.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';

define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'The Quillmere Packet', 'admin', 'admin@packet.example', true, '', 'admin-password' );
update_option( 'permalink_structure', '/%year%/%monthnum%/%postname%/' );
// Far from UTC, so that a time of the site that is taken for UTC is noticed.
update_option( 'timezone_string', 'Europe/Istanbul' );
switch_theme( 'packet' );

$users = array( 'admin' => array( 'id' => 1 ) );
foreach ( array( 'editor' => 'editor', 'author' => 'author', 'reader' => 'subscriber', 'neighbour' => 'subscriber' ) as $name => $role ) {
	$users[ $name ] = array(
		'id' => wp_insert_user(
			array(
				'user_login'   => $name,
				'user_pass'    => "$name-password",
				'user_email'   => "$name@packet.example",
				'display_name' => ucfirst( $name ),
				'role'         => $role,
			)
		),
	);
}
foreach ( $users as $name => $user ) {
	list( $password ) = WP_Application_Passwords::create_new_application_password( $user['id'], array( 'name' => 'tests' ) );

	$users[ $name ] += array(
		'name'                => $name,
		'password'            => "$name-password",
		'applicationPassword' => $password,
	);
}

// What WordPress itself puts there would only be in the way.
foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'post_status' => 'any', 'numberposts' => -1 ) ) as $post ) {
	wp_delete_post( $post->ID, true );
}

echo wp_json_encode( array( 'version' => get_bloginfo( 'version' ), 'php' => PHP_VERSION, 'users' => $users ) );

<?php
/** What tests switch on and off while the site runs; each is an option. */

// No letter leaves the machine; a test can ask for them.
add_filter(
	'pre_wp_mail',
	function ( $sent, $mail ) {
		$mails   = get_option( 'tests_mails', array() );
		$mails[] = array(
			'to'      => implode( ',', (array) $mail['to'] ),
			'subject' => $mail['subject'],
		);
		update_option( 'tests_mails', $mails, false );
		return true;
	},
	10,
	2
);

add_filter(
	'rest_allow_anonymous_comments',
	function ( $allowed ) {
		return get_option( 'tests_anonymous_rest' ) ? true : $allowed;
	}
);

// Otherwise every second post of a test would come too soon.
add_filter(
	'wp_is_comment_flood',
	function ( $flood ) {
		return get_option( 'tests_flood_check' ) ? $flood : false;
	},
	99
);

// A proxy in front of the site would tell the reader's address; here a test does.
if ( isset( $_SERVER['HTTP_X_TEST_ADDRESS'] ) ) {
	add_filter(
		'parley_remote_address',
		function () {
			return $_SERVER['HTTP_X_TEST_ADDRESS'];
		}
	);
}

// wp-admin would ask wordpress.org for news, and complain that it cannot be reached.
foreach ( array( 'core', 'plugins', 'themes' ) as $tests_kind ) {
	add_filter(
		"pre_site_transient_update_$tests_kind",
		function () {
			return (object) array(
				'last_checked'    => time(),
				'version_checked' => get_bloginfo( 'version' ),
				'updates'         => array(),
				'response'        => array(),
				'checked'         => array(),
			);
		}
	);
}

// What other plugins and publishers make of the REST API.
add_filter(
	'rest_url_prefix',
	function ( $prefix ) {
		return get_option( 'tests_rest_prefix' ) ? get_option( 'tests_rest_prefix' ) : $prefix;
	}
);
add_filter(
	'rest_authentication_errors',
	function ( $errors ) {
		if ( ! get_option( 'tests_rest_for_users' ) || is_user_logged_in() ) {
			return $errors;
		}
		return new WP_Error( 'rest_not_logged_in', 'You are not currently logged in.', array( 'status' => 401 ) );
	},
	99
);
add_filter(
	'rest_pre_insert_comment',
	function ( $comment ) {
		$refusal = get_option( 'tests_refusal' );
		return $refusal ? new WP_Error( $refusal['code'], $refusal['message'], array( 'status' => $refusal['status'] ) ) : $comment;
	}
);
